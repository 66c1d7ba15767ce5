import * as http from 'node:http'
import type { Duplex } from 'node:stream'
import { inTurn } from './in-turn.ts'

/** Who handles what arrives over HTTP/1.1, and the limits on a head. */
export type Http1ServerOptions = {
  readonly onRequest: (request: http.IncomingMessage, response: http.ServerResponse) => void
  /** Called with what the parser refused, with its timeouts and with CONNECT; it must end the socket. */
  readonly onClientError: (error: NodeJS.ErrnoException, socket: Duplex) => void
  readonly maxHeaderBytes: number
  /** Time for a connection's first bytes and for a request's head, in milliseconds; what is late may live twice as long. */
  readonly headersTimeoutMs: number
}

/** Longer than the usual client's, so that it is the client who closes an idle connection and no request meets a closing one. */
export const KEEP_ALIVE_TIMEOUT_MS = 75_000

/** The `code` of the error that stands for a CONNECT: this proxy opens no tunnels. */
export const CONNECT_REFUSED = 'ERR_CONNECT_REFUSED'

/** How long the rest of a body that nobody waits for any more is read and thrown away, if not as long as a head may take. */
const REST_OF_BODY_MS = 5_000

/** The HTTP/1.1 half of the dual server: Node's, with what it leaves ambiguous made plain. */
export function createHttp1Server({ onRequest, onClientError, maxHeaderBytes, headersTimeoutMs }: Http1ServerOptions) {
  const options = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: headersTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    requestTimeout: 0,
    noDelay: true,
    requireHostHeader: false,
  }
  const limitRest = limitRestOfBody(Math.min(REST_OF_BODY_MS, headersTimeoutMs))
  const onPlainRequest = inTurn((request, response) => {
    endAfterUpgrade(request, response)
    response.on('finish', limitRest)
    onRequest(request, response)
  })
  const server = http
    .createServer(options, onPlainRequest)
    .on('clientError', onClientError)
    .on('connect', (_request, socket: Duplex) => onClientError(connectRefused(), tended(socket)))
    .on('checkContinue', continueWhenRead(onPlainRequest))
    .on('checkExpectation', onPlainRequest)
  // Node's default drops the headers after the 2,000th in silence, and with them a second Host or an Origin.
  server.maxHeadersCount = 0
  return server
}

/**
 * An upgrade is declined by answering as if it had not been asked for (RFC 9110 §7.8). Node's parser has by then lost
 * what came in one piece with the request, so nothing after it can be understood.
 */
function endAfterUpgrade({ headers }: http.IncomingMessage, response: http.ServerResponse): void {
  if (headers.upgrade !== undefined) response.shouldKeepAlive = false
}

/** Without this, a connection whose request is answered before its body came would wait for the body for good. */
function limitRestOfBody(limitMs: number): (this: http.ServerResponse) => void {
  return function onFinish() {
    const request = this.req
    if (request.complete || request.destroyed) return
    const giveUp = setTimeout(() => request.socket.destroy(), limitMs).unref()
    request.once('close', () => clearTimeout(giveUp))
  }
}

/**
 * `100 Continue` goes out when somebody begins to read the body, so that a refusal comes before the upload. Where none
 * went out the connection ends with the answer, for nobody could tell whether the body still comes (RFC 9110 §10.1.1).
 */
function continueWhenRead(onRequest: http.RequestListener): http.RequestListener {
  return (request, response) => {
    const { shouldKeepAlive } = response
    response.shouldKeepAlive = false
    const onListener = (event: string) => {
      if (event !== 'data' || response.headersSent) return
      request.off('newListener', onListener)
      response.shouldKeepAlive = shouldKeepAlive
      response.writeContinue()
    }
    request.on('newListener', onListener)
    onRequest(request, response)
  }
}

/** Node takes its own listeners off the socket of a CONNECT: without one, a client that resets it would end the process. */
function tended(socket: Duplex): Duplex {
  return socket.on('error', () => socket.destroy())
}

function connectRefused(): NodeJS.ErrnoException {
  return Object.assign(new Error('CONNECT'), { code: CONNECT_REFUSED })
}
