import { EventEmitter } from 'node:events'
import type { Agent, ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import httpProxy from 'http-proxy-3'
import type { Departure } from '../../http/client-presence.ts'
import { headerObject } from '../../http/end-to-end-headers.ts'
import { TurnShare } from '../../http/turn-share.ts'
import {
  type ConnectionFacts,
  type Lane,
  lostOn,
  type ResponseSink,
  type SignedRequest,
  type UpstreamResponse,
} from '../exchange.ts'
import { endlessHead, IDLE_TIMEOUT, MAX_INTERIM_ANSWERS, unaskedUpgrade } from '../sending/upstream-error.ts'
import { Handover } from './handover.ts'

/**
 * The lane of requests that name no model: http-proxy-3 carries them as they were signed. It is handed a request and a
 * response of our own making, because under HTTP/2 it would copy the client's headers, and because its own piping leaves
 * the client hanging when the upstream closes in the middle of a body.
 */
export function createRelayLane(endpoint: URL, agent: Agent, idleTimeoutMs: number): Lane {
  const server = httpProxy.createProxyServer<typeof IncomingMessage, typeof ServerResponse>({
    target: endpoint,
    agent,
    selfHandleResponse: true,
  })
  const waiting = new WeakMap<object, Waiting>()
  // Told when the request has got its connection.
  server.on('proxyReq', (outgoing, request) => {
    const { begin, fail } = waiting.get(request) as Waiting
    begin(factsOf(outgoing))
    giveUpAfter(idleTimeoutMs, outgoing)
    passOverInterims(outgoing, fail)
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy()
      fail(unaskedUpgrade())
    })
  })
  server.on('proxyRes', (response, request) => waiting.get(request)?.answer(receivedResponse(response)))

  return (signed, departure) =>
    new Promise((resolve, reject) => {
      if (departure.hasHappened) return reject(new Error('The client left.'))
      const request = syntheticRequest(signed)
      let connection: ConnectionFacts = {}
      const begin = (facts: ConnectionFacts) => {
        connection = facts
      }
      const fail = (error: Error) => {
        if (connection.isReused && !connection.hasAnswered) endIdle(agent)
        reject(lostOn(error, connection))
      }
      waiting.set(request, { begin, answer: resolve, fail })
      server.web(request, syntheticResponse(departure), {}, fail)
    })
}

/** Where one connection has been closed while it stood idle, so may have been the others. */
function endIdle({ freeSockets }: Agent): void {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy()
}

/** Who waits for an answer: told of the connection, and of what came over it. */
type Waiting = {
  readonly begin: (connection: ConnectionFacts) => void
  readonly answer: (response: UpstreamResponse) => void
  readonly fail: (error: Error) => void
}

function factsOf({ reusedSocket, socket }: ClientRequest): ConnectionFacts {
  const bytesBefore = socket?.bytesRead ?? 0
  return {
    isReused: reusedSocket,
    get hasAnswered() {
      return (socket?.bytesRead ?? 0) > bytesBefore
    },
  }
}

/** Node tells an answer that has begun nothing of why its request was given up. */
function giveUpAfter(idleTimeoutMs: number, outgoing: ClientRequest): void {
  let running: ClientRequest | IncomingMessage = outgoing
  outgoing.once('response', (response) => {
    running = response
  })
  outgoing.setTimeout(idleTimeoutMs, () => running.destroy(timedOut()))
}

function passOverInterims(outgoing: ClientRequest, fail: (error: Error) => void): void {
  let count = 0
  outgoing.on('information', () => {
    if (++count <= MAX_INTERIM_ANSWERS) return
    outgoing.destroy()
    fail(endlessHead())
  })
}

/** http-proxy-3's own `proxyTimeout` cannot be told from a lost connection, which is tried again. */
function timedOut(): Error {
  return Object.assign(new Error('The upstream was silent for the idle timeout.'), { code: IDLE_TIMEOUT })
}

/** What http-proxy-3 reads of a request, and no more. */
function syntheticRequest({ method, target, headers, body }: SignedRequest): IncomingMessage {
  const fields = {
    method,
    url: target,
    headers: headerObject(headers),
    httpVersionMajor: 1,
    socket: { destroyed: false },
  }
  return Object.assign(Readable.from(body.chunks), fields) as unknown as IncomingMessage
}

/** http-proxy-3 gives the upstream request up when its response closes unfinished: here, when the client has left. */
function syntheticResponse(departure: Departure): ServerResponse {
  const response = new EventEmitter()
  departure.onLeave(() => response.emit('close'))
  return Object.assign(response, {
    headersSent: false,
    finished: false,
    writableFinished: false,
  }) as unknown as ServerResponse
}

function receivedResponse(response: IncomingMessage): UpstreamResponse {
  const handover = new Handover('in-this-turn')
  const share = new TurnShare(response)
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: response.rawHeaders,
    header: (name) => [response.headers[name]].flat()[0],
    pipeTo(sink) {
      handover.take()
      pipe(response, sink, share)
    },
    resume: () => share.resume(),
  }
}

function pipe(response: IncomingMessage, sink: ResponseSink, share: TurnShare): void {
  const { socket } = response
  let isSettled = false
  const settle = (outcome: () => void) => {
    if (!isSettled) outcome()
    isSettled = true
  }
  response
    .on('data', (chunk: Buffer) => share.passed(chunk, sink.data(chunk)))
    // Of an answer that ends with its connection, Node takes a reset for the end.
    .on('end', () => settle(() => (socket.errored ? sink.fail(socket.errored) : sink.end())))
    .on('error', (error) => settle(() => sink.fail(error)))
    .on('close', () => settle(() => sink.fail(closedEarly())))
}

function closedEarly(): Error {
  return Object.assign(new Error('The upstream closed the connection in the middle of its answer.'), {
    code: 'ECONNRESET',
  })
}
