import * as http2 from 'node:http2'
import { endResetStreams } from './end-reset-streams.ts'
import { nameViolation } from './goaway-code.ts'
import { holdBackGoaway } from './hold-back-goaway.ts'
import { KEEP_ALIVE_TIMEOUT_MS } from './http1-server.ts'
import { passOverPingAck } from './ping-ack.ts'
import { UNCOUNTED_MEMORY } from './session-memory.ts'
import { tendSession } from './tend-session.ts'

/** Who handles what arrives over HTTP/2, and the limits on a head. */
export type Http2ServerOptions = {
  readonly onRequest: (request: http2.Http2ServerRequest, response: http2.Http2ServerResponse) => void
  readonly maxHeaderBytes: number
  /** How many header fields a request may have; one of HTTP/1.1 may have any number. */
  readonly maxHeaderFields: number
  /** Time for the first stream of a session, in milliseconds; what is late may live twice as long. */
  readonly headersTimeoutMs: number
}

/** Receive window of a stream and of a connection: large enough that an upload over loopback does not wait for updates. */
const HTTP2_WINDOW_BYTES = 1024 * 1024

/**
 * For each connection; the AWS SDKs open a connection per request anyway. What a client opens above it is refused with
 * REFUSED_STREAM. Resets have their limit in nghttp2: a burst of 1,000 streams, then 33 a second (CVE-2023-44487).
 */
const MAX_CONCURRENT_STREAMS = 256

/** The HTTP/2 half of the dual server. `sessions` holds those that are open. */
export function createHttp2Server(
  { onRequest, maxHeaderBytes, maxHeaderFields, headersTimeoutMs }: Http2ServerOptions,
  sessions: Set<http2.ServerHttp2Session>,
): http2.Http2Server {
  const settings = {
    maxHeaderListSize: maxHeaderBytes,
    initialWindowSize: HTTP2_WINDOW_BYTES,
    maxConcurrentStreams: MAX_CONCURRENT_STREAMS,
    enableConnectProtocol: false,
  }
  const server = http2.createServer({ settings, maxHeaderListPairs: maxHeaderFields, ...UNCOUNTED_MEMORY }, onRequest)
  server.on('session', (session) => {
    sessions.add(session)
    session.setLocalWindowSize(HTTP2_WINDOW_BYTES)
    endResetStreams(session)
    holdBackGoaway(session)
    nameViolation(session)
    passOverPingAck(session)
    tendSession(session, { firstStreamMs: headersTimeoutMs, keepAliveMs: KEEP_ALIVE_TIMEOUT_MS })
    session.once('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
  })
  return server
    .on('sessionError', (_error, session) => session.destroy())
    .on('checkExpectation', onRequest)
    .on('connect', onRequest)
}
