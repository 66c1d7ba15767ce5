import * as net from 'node:net'
import * as tls from 'node:tls'
import { connected, withLiveness } from './live-socket.ts'
import { openTunnel } from './open-tunnel.ts'
import { proxyFor } from './outbound-proxy.ts'
import type { WayOut } from './way-out.ts'

/** Code of an upstream that speaks TLS and agrees on no protocol. One that refuses outright sends an alert, which has a code of Node's. */
export const NO_COMMON_PROTOCOL = 'ERR_NO_COMMON_PROTOCOL'

/** Where a connection is to lead, and what is to be spoken there. */
export type Target = {
  /** A name or an address, without brackets. */
  readonly host: string
  readonly port: number
  /** False for plain http, which only endpoints on this machine speak. */
  readonly isSecure: boolean
  readonly protocol: 'http/1.1' | 'h2'
}

/** The target that a URL names. */
export function targetOf({ protocol, hostname, port }: URL, spoken: Target['protocol']): Target {
  const isSecure = protocol === 'https:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 443 : 80),
    isSecure,
    protocol: spoken,
  }
}

/**
 * Connects to a target, the one way in which connections leave this proxy: over TLS, through the outbound proxy for its
 * host where there is one. Rejects with Node's error, with the code ERR_NO_COMMON_PROTOCOL, or with a ProxyError.
 */
export async function connectSocket(target: Target, wayOut: WayOut): Promise<net.Socket> {
  const { host, port, isSecure } = target
  const options = { host, port, highWaterMark: HIGH_WATER_MARK }
  if (!isSecure) return connected(withLiveness(net.connect(options)), 'connect')
  const proxy = proxyFor(host, port, wayOut.environment)
  return connectTls(proxy ? { socket: await openTunnel(proxy, target, wayOut) } : options, target, wayOut)
}

/** As undici has it; Node's own default takes four reads for one of the kernel's. */
const HIGH_WATER_MARK = 64 * 1024

async function connectTls(
  transport: { readonly socket: net.Socket } | { readonly host: string; readonly port: number },
  { host, port, protocol }: Target,
  { trust, sessions }: WayOut,
): Promise<net.Socket> {
  const name = `${host}:${port} ${protocol}`
  const servername = net.isIP(host) ? '' : host
  const session = sessions.get(name)
  const options = { ...transport, ...trust(), ...(session && { session }), ALPNProtocols: [protocol] }
  const socket = withLiveness(tls.connect({ ...options, host, servername }))
  socket.on('session', (latest) => sessions.set(name, latest))
  await connected(socket, 'secureConnect')
  if (protocol !== 'h2' || socket.alpnProtocol === 'h2') return socket
  socket.destroy()
  throw Object.assign(new Error('The upstream does not offer HTTP/2.'), { code: NO_COMMON_PROTOCOL })
}
