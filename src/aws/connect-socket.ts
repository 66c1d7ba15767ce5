import * as http from 'node:http'
import * as https from 'node:https'
import * as net from 'node:net'
import type { Duplex } from 'node:stream'
import * as tls from 'node:tls'
import { outboundProxy, proxyAuthorization } from './outbound-proxy.ts'
import type { SecureContextOptions } from './upstream-connection.ts'

/** Code of an upstream that speaks TLS and agrees on no protocol. One that refuses outright sends an alert, which has a code of Node's. */
export const NO_COMMON_PROTOCOL = 'ERR_NO_COMMON_PROTOCOL'

/** As long as undici gives a connection of the other lanes. */
const CONNECT_TIMEOUT_MS = 10_000

/**
 * Connects to an endpoint for HTTP/2 (ALPN `h2`), through HTTPS_PROXY where NO_PROXY does not exempt it; in clear text to
 * an `http:` endpoint. Rejects with Node's error, or with the code
 * ERR_NO_COMMON_PROTOCOL. Nagle's algorithm is off.
 */
export function connectSocket(endpoint: URL, secure: SecureContextOptions): Promise<Duplex> {
  const address = addressOf(endpoint)
  if (endpoint.protocol === 'http:') return connected(net.connect(address), 'connect')
  const proxy = outboundProxy(endpoint)
  return proxy ? connectThrough(proxy, address, secure) : connectTls(address, address, secure)
}

type Address = { readonly host: string; readonly port: number }

/** A URL keeps IPv6 addresses in brackets, which no socket takes. */
function addressOf({ protocol, hostname, port }: URL): Address {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

async function connectTls(
  transport: tls.ConnectionOptions,
  { host }: Address,
  secure: SecureContextOptions,
): Promise<Duplex> {
  const servername = net.isIP(host) ? '' : host
  const socket = tls.connect({ ...transport, ...secure, host, servername, ALPNProtocols: ['h2'] })
  await connected(socket, 'secureConnect')
  if (socket.alpnProtocol === 'h2') return socket
  socket.destroy()
  throw Object.assign(new Error('The upstream does not offer HTTP/2.'), { code: NO_COMMON_PROTOCOL })
}

async function connectThrough(proxy: URL, address: Address, secure: SecureContextOptions): Promise<Duplex> {
  return connectTls({ socket: await openTunnel(proxy, address, secure) }, address, secure)
}

/** CONNECT (RFC 9110 §9.3.6). Node hands the tunnel over as `connect`, whatever the status is. */
function openTunnel(proxy: URL, { host, port }: Address, secure: SecureContextOptions): Promise<net.Socket> {
  const target = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`
  const authorization = proxyAuthorization(proxy)
  const { request } = proxy.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const tunnel = request({
      ...addressOf(proxy),
      ...secure,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
    })
    tunnel.setTimeout(CONNECT_TIMEOUT_MS, () => tunnel.destroy(timedOut()))
    tunnel.once('error', reject).once('connect', ({ statusCode }, socket: net.Socket) => {
      socket.setTimeout(0).setNoDelay(true)
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new Error(`The outbound proxy answered CONNECT with ${statusCode}.`))
    })
    tunnel.end()
  })
}

function connected<Socket extends net.Socket>(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(timedOut()))
    socket.once('error', reject).once(event, () => {
      socket.off('error', reject).setNoDelay(true).setTimeout(0).removeAllListeners('timeout')
      resolve(socket)
    })
  })
}

function timedOut(): Error {
  return Object.assign(new Error('The connection was not made in time.'), { code: 'ETIMEDOUT' })
}
