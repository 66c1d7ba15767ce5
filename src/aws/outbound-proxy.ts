import { isExempt } from './no-proxy.ts'

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** An HTTP proxy on the way out. */
export type OutboundProxy = {
  /** The variable that names it, as messages call it. */
  readonly variable: string
  /** True for one that is itself spoken to over TLS. */
  readonly isSecure: boolean
  readonly host: string
  readonly port: number
  /** The value of `proxy-authorization`; undefined where the variable has no user. */
  readonly authorization: string | undefined
}

/**
 * The proxy on the way to a host over TLS, by HTTPS_PROXY, ALL_PROXY and NO_PROXY as curl and Go read them; undefined for
 * none. A name in small letters comes first, an empty variable is none, and an address without a scheme is one of http.
 * @throws Error that names the variable, and not its value, where it holds something else, such as a SOCKS proxy
 */
export function proxyFor(host: string, port: number, environment: Environment): OutboundProxy | undefined {
  const named = firstOf(['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'], environment)
  const noProxy = firstOf(['no_proxy', 'NO_PROXY'], environment)?.value ?? ''
  if (!named || isExempt(host, port, noProxy)) return undefined
  const proxy = readProxy(named.value)
  if (proxy) return { variable: named.name, ...proxy }
  throw new Error(
    `${named.name} names no http:// or https:// proxy. Write it as http://user:password@host:port, or exempt ${host} in NO_PROXY.`,
  )
}

function firstOf(names: readonly string[], environment: Environment): { name: string; value: string } | undefined {
  return names.map((name) => ({ name, value: environment[name]?.trim() ?? '' })).find(({ value }) => value !== '')
}

/** By hand, for passwords hold what no URL may: a percent sign, a slash, an @; and users a backslash, before it a domain. */
const SHAPE =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:(?<user>.*)@)?(?<host>\[[^\]]+\]|[^\s:/?#@\\[\]]+)(?::(?<port>\d+))?(?:[/?#][^@]*)?$/is

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
])

function readProxy(value: string): Omit<OutboundProxy, 'variable'> | undefined {
  const { scheme = 'http', user, host, port } = SHAPE.exec(value)?.groups ?? {}
  const defaultPort = DEFAULT_PORTS.get(scheme.toLowerCase())
  const origin = `http://${host}:${port ?? defaultPort}`
  if (host === undefined || defaultPort === undefined || !URL.canParse(origin)) return undefined
  return {
    isSecure: scheme.toLowerCase() === 'https',
    host: new URL(origin).hostname.replace(/^\[|\]$/g, ''),
    port: Number(port ?? defaultPort),
    authorization: user === undefined ? undefined : basic(user),
  }
}

/** RFC 7617. What is not percent-encoded stays as it is, a percent sign too. */
function basic(user: string): string {
  const [name = '', ...password] = user.split(':')
  const pair = [name, password.join(':')].map(percentDecoded)
  return `Basic ${Buffer.concat([pair[0] as Buffer, Buffer.from(':'), pair[1] as Buffer]).toString('base64')}`
}

/** Of bytes, not of characters: nobody says that a password is UTF-8. */
function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text).toString('latin1')
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}
