import { getProxyForUrl } from 'proxy-from-env'

const PROTOCOLS = ['http:', 'https:']

/**
 * The HTTP proxy on the way to an endpoint, by HTTPS_PROXY, ALL_PROXY and NO_PROXY in either case; undefined for none.
 * Plain http is for loopback endpoints only and never takes one.
 * @throws Error where those variables name something else, such as a SOCKS proxy; it does not quote them, for they may hold a password
 */
export function outboundProxy(endpoint: URL): URL | undefined {
  const proxy = endpoint.protocol === 'https:' ? getProxyForUrl(endpoint.href) : ''
  if (!proxy) return undefined
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined
  if (url && PROTOCOLS.includes(url.protocol)) return url
  throw new Error(
    `HTTPS_PROXY or ALL_PROXY names no http:// or https:// URL. Correct it, or exempt ${endpoint.hostname} in NO_PROXY.`,
  )
}

/** The credentials in a proxy's URL as the value of `proxy-authorization`; undefined where it has none. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (!username) return undefined
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}
