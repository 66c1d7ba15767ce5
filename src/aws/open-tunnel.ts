import * as http from 'node:http'
import * as https from 'node:https'
import * as net from 'node:net'
import { type ErrorCode, ProxyError } from '../bedrock/errors.ts'
import { isUntrusted } from './certificate-authorities.ts'
import { CONNECT_TIMEOUT_MS, timedOut, withLiveness } from './live-socket.ts'
import type { OutboundProxy } from './outbound-proxy.ts'
import type { WayOut } from './way-out.ts'

/**
 * Opens a tunnel through an outbound proxy (CONNECT, RFC 9110 §9.3.6).
 * @throws ProxyError `outbound-proxy-refused`, `outbound-proxy-failed` or `upstream-untrusted`: what goes wrong up to here is not Bedrock's
 */
export function openTunnel(proxy: OutboundProxy, target: Target, wayOut: WayOut): Promise<net.Socket> {
  const { request } = proxy.isSecure ? https : http
  const authority = `${net.isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`
  return new Promise((resolve, reject) => {
    const tunnel = request({
      host: proxy.host,
      port: proxy.port,
      ...(proxy.isSecure && wayOut.trust()),
      method: 'CONNECT',
      path: authority,
      agent: false,
      headers: { host: authority, ...(proxy.authorization && { 'proxy-authorization': proxy.authorization }) },
    })
    tunnel.setTimeout(CONNECT_TIMEOUT_MS, () => tunnel.destroy(timedOut()))
    tunnel.once('error', (cause) => reject(failure(proxy, cause)))
    tunnel.once('connect', ({ statusCode = 0 }, socket: net.Socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(withLiveness(socket.setTimeout(0)))
      socket.destroy()
      reject(refusal(proxy, statusCode))
    })
    tunnel.end()
  })
}

type Target = { readonly host: string; readonly port: number }

type Refusal = { readonly statuses: readonly number[]; readonly code: ErrorCode; readonly why: string }

/** What an outbound proxy may say to CONNECT instead of yes. */
const REFUSALS: readonly Refusal[] = [
  {
    statuses: [407],
    code: 'outbound-proxy-refused',
    why: 'it wants a user and password, or other ones. Correct them in {variable}: http://user:password@host:port.',
  },
  {
    statuses: [401, 403, 404, 405],
    code: 'outbound-proxy-refused',
    why: 'it does not let the proxy through to Bedrock. Ask whoever runs it, or exempt the endpoint in NO_PROXY.',
  },
]

const NO_TUNNEL: Omit<Refusal, 'statuses'> = {
  code: 'outbound-proxy-failed',
  why: 'it made no connection to Bedrock. Try again, or ask whoever runs it.',
}

/** Node hands the tunnel over as `connect`, whatever the status is. */
function refusal({ variable }: OutboundProxy, status: number): ProxyError {
  const { code, why } = REFUSALS.find(({ statuses }) => statuses.includes(status)) ?? NO_TUNNEL
  return new ProxyError(code, `The outbound proxy answered ${status}: ${why.replace('{variable}', variable)}`)
}

function failure({ variable }: OutboundProxy, cause: Error): ProxyError {
  if (isUntrusted(cause)) {
    const advice = "Name your company's certificate authority in AWS_CA_BUNDLE and restart the proxy."
    return new ProxyError('upstream-untrusted', `The outbound proxy's TLS certificate is not trusted. ${advice}`, {
      cause,
    })
  }
  const what = 'code' in cause && /^HPE_/.test(String(cause.code)) ? 'does not speak HTTP' : 'cannot be reached'
  const message = `The outbound proxy that ${variable} names ${what}. Correct it, or exempt the endpoint in NO_PROXY.`
  return new ProxyError('outbound-proxy-failed', message, { cause })
}
