import { createSecureServer } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { createDualServer, type IncomingRequest, type OutgoingResponse } from '../http/dual-server.ts'

/** Where and how to listen. */
export type ListenerOptions = {
  /** 0 takes any free port. */
  readonly port: number
  /** PEM of key and certificate: HTTPS, with HTTP/2 for clients that offer it. Without: both versions in clear text. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer }
  readonly onRequest: (request: IncomingRequest, response: OutgoingResponse) => void
}

/** A server that listens on loopback. */
export type Listener = {
  /** Origin of the listener, such as `http://127.0.0.1:49152`. */
  readonly url: string
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const MAX_HEADER_BYTES = 64 * 1024
const MAX_HEADER_FIELDS = 256
const HEADERS_TIMEOUT_MS = 60_000

/** Listens on loopback. Rejects with Node's error where the port is taken. */
export function openListener(options: ListenerOptions): Promise<Listener> {
  return options.tls ? openTlsListener(options, options.tls) : openCleartextListener(options)
}

async function openCleartextListener({ port, onRequest }: ListenerOptions): Promise<Listener> {
  const server = createDualServer({
    onRequest,
    onClientError: (_error, socket) => socket.destroy(),
    maxHeaderBytes: MAX_HEADER_BYTES,
    maxHeaderFields: MAX_HEADER_FIELDS,
    headersTimeoutMs: HEADERS_TIMEOUT_MS,
  })
  const address = await server.listen(port, HOST)
  return { url: `http://${HOST}:${address.port}`, close: () => server.destroy() }
}

async function openTlsListener(
  { port, onRequest }: ListenerOptions,
  tls: { key: string | Buffer; cert: string | Buffer },
): Promise<Listener> {
  const sockets = new Set<Socket>()
  const options = { ...tls, allowHTTP1: true, maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 }
  const server = createSecureServer(options, onRequest)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  return {
    url: `https://${HOST}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
