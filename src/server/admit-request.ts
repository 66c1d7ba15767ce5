import { timingSafeEqual } from 'node:crypto'
import { ProxyError } from '../bedrock/errors.ts'
import { authorityOf, hostOf } from '../http/authority.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import { isLoopbackHost } from '../http/loopback-host.ts'

/** Who may call this proxy. */
export type AdmissionPolicy = {
  /** Names that may stand in Host or :authority beside the loopback ones: in lower case, IPv6 addresses in brackets. */
  readonly allowHosts: readonly string[]
  readonly clientToken: string | undefined
}

/**
 * Refuses what no honest client of a local proxy sends. The proxy signs with somebody's AWS identity, so neither a web
 * page (CSRF) nor a rebound DNS name may reach it.
 * @throws ProxyError `foreign-host`, `foreign-origin`, `unsupported-media-type`, `client-token`
 */
export function admitRequest(request: IncomingRequest, { allowHosts, clientToken }: AdmissionPolicy): void {
  const authority = checkHost(request, allowHosts)
  checkOrigin(request, authority)
  checkMediaType(request)
  if (clientToken !== undefined) checkToken(request, clientToken)
}

function checkHost(request: IncomingRequest, allowHosts: readonly string[]): string {
  const authority = authorityOf(request)
  if (authority !== undefined && isAllowed(hostOf(authority), allowHosts)) return authority
  throw new ProxyError(
    'foreign-host',
    'The Host of this request is not one that this proxy answers to. Use http://127.0.0.1, or name the host in --allow-hosts.',
  )
}

function isAllowed(host: string, allowHosts: readonly string[]): boolean {
  return isLoopbackHost(host) || allowHosts.includes(host)
}

/** Browsers send these headers and let no page forge them. A page that the proxy itself served would be same-origin. */
function checkOrigin({ headers }: IncomingRequest, authority: string): void {
  const { origin, 'sec-fetch-site': site } = headers
  const isOwnOrigin = origin === undefined || origin === `http://${authority}`
  const isOwnSite = site === undefined || site === 'none' || site === 'same-origin'
  if (isOwnOrigin && isOwnSite) return
  throw new ProxyError(
    'foreign-origin',
    'This request comes from a web page, and no page may use this proxy. Call it from a program on this machine.',
  )
}

/** A page can send a "simple" request of other types without the browser asking first. Some SDKs send no type at all. */
const MEDIA_TYPES = ['application/json', 'application/octet-stream', 'application/vnd.amazon.eventstream']

function checkMediaType({ headers }: IncomingRequest): void {
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType === undefined || MEDIA_TYPES.includes(mediaType)) return
  throw new ProxyError(
    'unsupported-media-type',
    'The content-type of this request is none that Bedrock takes. Send content-type: application/json.',
  )
}

function checkToken({ headers }: IncomingRequest, clientToken: string): void {
  const bearer = headers.authorization?.replace(/^bearer /i, '')
  const presented = [headers['x-api-key'], bearer].flat()
  if (presented.some((token) => token !== undefined && equalInConstantTime(token, clientToken))) return
  throw new ProxyError(
    'client-token',
    "This proxy asks for its client token. Set it as the client's API key, for AWS SDKs as AWS_BEARER_TOKEN_BEDROCK.",
  )
}

function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
