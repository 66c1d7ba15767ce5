import { ProxyError } from '../bedrock/errors.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import { mediaTypeOf } from '../http/event-stream-codec.ts'
import { isLoopbackHost } from '../http/loopback-host.ts'
import { hostOf, type RequestHead } from '../http/request-head.ts'
import { hasPassed } from '../http/via.ts'
import type { Caller } from '../proxy/admission.ts'
import type { IdentifyClient } from './identify-client.ts'

/** Which pages may ask: none, the one that this proxy serves, or any that has a link to it, which a person follows. */
export type Welcome = 'no-page' | 'own-page' | 'link'

/** Who may call this proxy. */
export type AdmissionPolicy = {
  /**
   * Names that may stand in Host or :authority beside the loopback ones: in lower case, IPv6 addresses in brackets. Any one
   * name where no web page can reach the proxy.
   */
  readonly allowHosts: readonly string[] | 'any'
  readonly identifyClient: IdentifyClient
  /** Which pages may ask; none unless told. */
  readonly welcome?: Welcome
  /** This proxy's own name in `via` headers. */
  readonly viaName: string
}

/**
 * Refuses what no honest client of a local proxy sends. The proxy signs with somebody's AWS identity, so neither a web
 * page (CSRF) nor a rebound DNS name may reach it. Tells who the client is.
 * @throws ProxyError `foreign-host`, `foreign-origin`, `unsupported-media-type`, `request-loop`, `client-token`,
 * `client-signature`
 */
export function admitRequest(request: IncomingRequest, head: RequestHead, policy: AdmissionPolicy): Caller {
  const authority = checkHost(head, policy.allowHosts)
  checkOrigin(request, authority, policy.welcome ?? 'no-page')
  checkMediaType(request)
  checkLoop(request, policy.viaName)
  return policy.identifyClient(request)
}

/** True for a request that names this proxy as those do who know it, and no name of somebody else's that leads here. */
export function isAddressedToUs({ authority }: RequestHead, allowHosts: AdmissionPolicy['allowHosts']): boolean {
  return authority !== undefined && isAllowed(hostOf(authority), allowHosts)
}

function checkHost(head: RequestHead, allowHosts: AdmissionPolicy['allowHosts']): string {
  if (head.authority !== undefined && isAddressedToUs(head, allowHosts)) return head.authority
  throw new ProxyError(
    'foreign-host',
    'The Host of this request is not one that this proxy answers to. Use http://127.0.0.1, or name the host in --allow-hosts.',
  )
}

function isAllowed(name: string, allowHosts: AdmissionPolicy['allowHosts']): boolean {
  return allowHosts === 'any' || isLoopbackHost(name) || allowHosts.includes(name)
}

/** Browsers send these headers and let no page forge them. Not even a page of our own may spend: script may get into any page. */
function checkOrigin({ headers }: IncomingRequest, authority: string, welcome: Welcome): void {
  const { origin, 'sec-fetch-site': site } = headers
  const isOwnWelcome = welcome !== 'no-page'
  const isOriginRight = origin === undefined || (isOwnWelcome && origin === `http://${authority}`)
  const isSiteRight = site === undefined || site === 'none' || (isOwnWelcome && site === 'same-origin')
  if (isOriginRight && (isSiteRight || (welcome === 'link' && isLinkFollowed(headers)))) return
  throw new ProxyError(
    'foreign-origin',
    'This request comes from a web page, and no page may use this proxy. Call it from a program on this machine.',
  )
}

/** A tab of its own: neither a frame nor a script learns anything of it. */
function isLinkFollowed({
  'sec-fetch-mode': mode,
  'sec-fetch-dest': destination,
}: IncomingRequest['headers']): boolean {
  return mode === 'navigate' && destination === 'document'
}

/** A page can send a "simple" request of other types without the browser asking first. Some SDKs send no type at all. */
const MEDIA_TYPES = ['application/json', 'application/octet-stream', 'application/vnd.amazon.eventstream']

function checkMediaType({ headers }: IncomingRequest): void {
  const contentType = headers['content-type']
  if (contentType === undefined || MEDIA_TYPES.includes(mediaTypeOf(contentType))) return
  throw new ProxyError(
    'unsupported-media-type',
    'The content-type of this request is none that Bedrock takes. Send content-type: application/json.',
  )
}

/** A request that has been here before would go round until something breaks, and every round could cost money. */
function checkLoop({ headers }: IncomingRequest, viaName: string): void {
  if (!hasPassed(headers, viaName)) return
  throw new ProxyError(
    'request-loop',
    'This request has passed through this proxy before: its upstream leads back to it. Point --runtime-endpoint and --control-plane-endpoint at Amazon Bedrock.',
  )
}
