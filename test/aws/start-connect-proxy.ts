import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { onTestFinished } from 'vitest'
import { LOOPBACK_TLS } from './loopback-tls.ts'

export type ConnectProxy = {
  /** `127.0.0.1:port`, to be put behind a scheme and credentials. */
  readonly address: string
  /** The targets of the tunnels so far. */
  readonly targets: readonly string[]
  /** What stood in `proxy-authorization` of each. */
  readonly authorizations: readonly (string | undefined)[]
}

/** A name for a server on this machine, which no proxy variable exempts; the proxy of the tests alone knows it, and the certificate of the tests holds it. */
export function behindProxy(url: string): string {
  return `https://bedrock.upstream.test:${new URL(url).port}`
}

/** A forward proxy that tunnels whatever it is asked for; it closes when the test ends. */
export async function startConnectProxy({ isSecure = false } = {}): Promise<ConnectProxy> {
  const targets: string[] = []
  const authorizations: (string | undefined)[] = []
  const sockets = new Set<Duplex>()
  const server = isSecure ? createTlsServer(LOOPBACK_TLS) : createServer()
  server.on('connect', (request: IncomingMessage, downstream: Duplex) => {
    targets.push(request.url ?? '')
    authorizations.push(request.headers['proxy-authorization'])
    const { hostname, port } = new URL(`http://${request.url}`)
    const address = hostname.endsWith('.upstream.test') ? '127.0.0.1' : hostname
    const upstream = connect(Number(port), address, () => downstream.write('HTTP/1.1 200 OK\r\n\r\n'))
    for (const socket of [downstream, upstream]) sockets.add(socket.on('error', () => undefined))
    upstream.pipe(downstream).pipe(upstream)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, targets, authorizations }
}

/** A forward proxy that answers everything with this status, and tells what it was asked for; it closes when the test ends. */
export async function startRefusingProxy(status: number, targets: string[] = []): Promise<string> {
  const server = createServer().on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
    targets.push(url ?? '')
    socket.on('error', () => undefined).end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
