import * as http from 'node:http'
import * as https from 'node:https'
import * as tls from 'node:tls'
import { type Dispatcher, Pool, ProxyAgent } from 'undici'
import { outboundProxy, proxyAuthorization } from './outbound-proxy.ts'

/** Idle upstream connections are kept this long, below the minute or so after which AWS closes them. */
export const KEEP_ALIVE_MS = 50_000

/** Certificate authorities beside those that Node knows; empty where there are none. */
export type SecureContextOptions = { readonly secureContext?: tls.SecureContext }

/**
 * Pooled keep-alive connections over HTTP/1.1 to one https endpoint, through HTTPS_PROXY where NO_PROXY does not
 * exempt it; plain http is used for loopback endpoints only, and never through a proxy. `extraCertificates` is PEM text
 * of further authorities.
 * @throws Error where the environment names a proxy that is none
 */
export function createUpstreamPool(endpoint: URL, extraCertificates?: string): Dispatcher {
  const proxy = outboundProxy(endpoint)
  const connect = secureContextOptions(extraCertificates)
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS, allowH2: false }
  if (!proxy) return new Pool(endpoint.origin, { connect, ...options })
  const token = proxyAuthorization(proxy)
  return new ProxyAgent({
    uri: proxy.href,
    requestTls: connect,
    proxyTls: connect,
    ...(token && { token }),
    ...options,
  })
}

/** The same connections as a Node agent, for the relay lane. */
export async function createUpstreamAgent(endpoint: URL, extraCertificates?: string): Promise<http.Agent> {
  const proxy = outboundProxy(endpoint)
  const options = { keepAlive: true, timeout: KEEP_ALIVE_MS }
  if (endpoint.protocol === 'http:') return new http.Agent(options)
  const tlsOptions = secureContextOptions(extraCertificates)
  if (proxy) return createTunnelAgent(proxy, options, tlsOptions)
  return withoutDelay(new https.Agent({ ...options, ...tlsOptions }))
}

/** One context for every connection: parsing a distribution's bundle takes tens of milliseconds each time. */
export function secureContextOptions(extraCertificates: string | undefined): SecureContextOptions {
  if (!extraCertificates) return {}
  return { secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, extraCertificates] }) }
}

/** HttpsProxyAgent takes its options for the way to the proxy alone; what Node merges into each connection stands in `options`. */
async function createTunnelAgent(
  proxy: URL,
  options: http.AgentOptions,
  tlsOptions: SecureContextOptions,
): Promise<http.Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const agent = new HttpsProxyAgent(proxy, { ...options, ...tlsOptions, noDelay: true })
  return Object.assign(agent, { options: { ...agent.options, ...options, ...tlsOptions } })
}

/** `https.Agent` ignores its `noDelay` option on Node 20 and 22, and Nagle's algorithm then costs 40 ms now and then. */
function withoutDelay(agent: https.Agent): https.Agent {
  const createConnection = agent.createConnection.bind(agent)
  agent.createConnection = (...args) => {
    const socket = createConnection(...args)
    if (socket && 'setNoDelay' in socket) (socket as tls.TLSSocket).setNoDelay(true)
    return socket
  }
  return agent
}
