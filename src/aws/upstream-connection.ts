import * as http from 'node:http'
import * as https from 'node:https'
import * as tls from 'node:tls'
import { getProxyForUrl } from 'proxy-from-env'
import { type Dispatcher, Pool, ProxyAgent } from 'undici'

/** Idle upstream connections are kept this long, below the minute or so after which AWS closes them. */
const KEEP_ALIVE_MS = 50_000

/**
 * Pooled keep-alive connections over HTTP/1.1 to one https endpoint, through HTTPS_PROXY where NO_PROXY does not
 * exempt it; plain http is used for loopback endpoints only, and never through a proxy. `extraCertificates` is PEM text
 * of further authorities; NODE_EXTRA_CA_CERTS is read by Node itself.
 */
export function createUpstreamPool(endpoint: URL, extraCertificates?: string): Dispatcher {
  const proxy = proxyFor(endpoint)
  const connect = secureContextOptions(extraCertificates)
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS, allowH2: false }
  if (proxy) return new ProxyAgent({ uri: proxy, requestTls: connect, ...options })
  return new Pool(endpoint.origin, { connect, ...options })
}

/** The same connections as a Node agent, for the relay lane. */
export async function createUpstreamAgent(endpoint: URL, extraCertificates?: string): Promise<http.Agent> {
  const proxy = proxyFor(endpoint)
  if (endpoint.protocol === 'http:') return new http.Agent({ keepAlive: true })
  const tlsOptions = secureContextOptions(extraCertificates)
  if (!proxy) return withoutDelay(new https.Agent({ keepAlive: true, ...tlsOptions }))
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  return new HttpsProxyAgent(proxy, { keepAlive: true, ...tlsOptions })
}

function proxyFor(endpoint: URL): string {
  return endpoint.protocol === 'https:' ? getProxyForUrl(endpoint.href) : ''
}

/** One context for every connection: parsing a distribution's bundle takes tens of milliseconds each time. */
function secureContextOptions(extraCertificates: string | undefined): { secureContext?: tls.SecureContext } {
  if (!extraCertificates) return {}
  return { secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, extraCertificates] }) }
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
