import type * as http from 'node:http'
import type * as http2 from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { acceptHttp2 } from './accept-http2.ts'
import { createHttp1Server, type Http1ServerOptions } from './http1-server.ts'
import type { Http2ServerOptions } from './http2-server.ts'
import { LastAnswers } from './last-answers.ts'
import { loadedOnce } from './loaded-once.ts'

/** A request over either HTTP version, as Node's two compatible APIs hand it over. */
export type IncomingRequest = http.IncomingMessage | http2.Http2ServerRequest
/** A response over either HTTP version; one of HTTP/2 has a `stream`, one of HTTP/1.1 has not. */
export type OutgoingResponse = http.ServerResponse | http2.Http2ServerResponse

/** What both HTTP versions ask for, and one handler for the requests of both. */
export type DualServerOptions = Omit<Http1ServerOptions & Http2ServerOptions, 'onRequest'> & {
  readonly onRequest: (request: IncomingRequest, response: OutgoingResponse) => void
}

/** A server for HTTP/1.1 and cleartext HTTP/2 with prior knowledge on one port. */
export type DualServer = {
  /** Listens; port 0 takes any free port. Rejects with Node's error, such as EADDRINUSE. */
  listen(port: number, host: string): Promise<AddressInfo>
  /** Listens on a unix socket, whose file it makes. Rejects with Node's error. */
  listenOnSocket(path: string): Promise<void>
  /** Stops accepting, ends idle connections at once and the others as they fall idle; resolves when all are gone. */
  drain(): Promise<void>
  /** Stops accepting and cuts every connection. */
  destroy(): Promise<void>
}

/** How often a draining server looks for HTTP/1.1 connections that have fallen idle. */
const IDLE_SWEEP_MS = 50

/**
 * The HTTP versions are told apart by the connection preface (RFC 9113 §3.4), so that one port serves clients such as
 * the AWS SDK for JavaScript, which speaks nothing but HTTP/2 to an `http://` endpoint.
 */
export function createDualServer(options: DualServerOptions): DualServer {
  const sockets = new Set<Socket>()
  /** Connections that have not yet said which version they speak. */
  const undecided = new Set<Socket>()
  const sessions = new Set<http2.ServerHttp2Session>()
  const server1 = createHttp1Server(options)
  const http2Server = loadedOnce(() => loadHttp2Server(options, sessions))
  const lastAnswers = new LastAnswers(server1)
  const [acceptHttp1] = server1.listeners('connection') as [(socket: Socket) => void]

  server1.removeAllListeners('connection').on('connection', (socket: Socket) => {
    for (const some of [sockets, undecided]) keepWhileOpen(socket, some)
    sniffPreface(socket, options.headersTimeoutMs, (isHttp2) => {
      if (isHttp2)
        return void acceptHttp2(socket, http2Server, options.onClientError).then(() => undecided.delete(socket))
      undecided.delete(socket)
      acceptHttp1.call(server1, socket)
    })
  })

  return {
    listen: (port, host) => listening(server1.listen(port, host)).then(() => server1.address() as AddressInfo),
    listenOnSocket: (path) => listening(server1.listen(path)),
    drain() {
      const sweep = setInterval(() => server1.closeIdleConnections(), IDLE_SWEEP_MS)
      for (const socket of undecided) socket.destroy()
      lastAnswers.begin(sockets)
      for (const session of sessions) session.close()
      return closed(server1).finally(() => clearInterval(sweep))
    },
    destroy() {
      const done = closed(server1)
      for (const socket of sockets) socket.destroy()
      return done
    },
  }
}

/** Loaded with the first connection that speaks it: most clients never do, and it would take a twentieth of each start. */
async function loadHttp2Server(
  options: DualServerOptions,
  sessions: Set<http2.ServerHttp2Session>,
): Promise<http2.Http2Server> {
  const { createHttp2Server } = await import('./http2-server.ts')
  return createHttp2Server(options, sessions)
}

function keepWhileOpen(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
}

const PREFACE = Buffer.from('PRI * HTTP/2.0')

/** Reads until the bytes are, or are not, the HTTP/2 preface; hands them back to the socket before it decides. */
function sniffPreface(socket: Socket, timeoutMs: number, decide: (isHttp2: boolean) => void): void {
  let seen: Buffer = Buffer.alloc(0)
  const giveUp = () => socket.destroy()
  const onReadable = () => {
    const chunk: Buffer | null = socket.read()
    if (!chunk) return
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    const compared = Math.min(seen.length, PREFACE.length)
    const matches = seen.compare(PREFACE, 0, compared, 0, compared) === 0
    if (matches && compared < PREFACE.length) return
    for (const event of GIVE_UP_ON) socket.off(event, giveUp)
    socket.off('readable', onReadable).setTimeout(0).unshift(seen)
    decide(matches)
  }
  for (const event of GIVE_UP_ON) socket.on(event, giveUp)
  socket.on('readable', onReadable).setTimeout(timeoutMs)
}

const GIVE_UP_ON = ['error', 'end', 'timeout']

function listening(server: http.Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).once('listening', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve())
    else resolve()
  })
}
