import type { ClientHttp2Stream, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { SignEvent } from '../../aws/sign-events.ts'
import type { UpstreamSessions } from '../../aws/upstream-sessions.ts'
import type { Departure } from '../../http/client-presence.ts'
import { watchHalfClose } from '../../http/half-close.ts'
import { TurnShare } from '../../http/turn-share.ts'
import type { ResponseSink, UpstreamResponse } from '../exchange.ts'
import { Handover } from '../lanes/handover.ts'
import type { BodyLimits } from '../read-body.ts'
import { IDLE_TIMEOUT } from '../sending/upstream-error.ts'
import { type UploadOptions, uploadEvents } from './upload-events.ts'

/** The signed head of a request whose events are still to come, and what signs them. */
export type SignedStream = {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly target: string
  readonly host: string
  /** Every other header that is sent, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly signEvent: SignEvent
}

/** A request whose body is still coming while it is answered. */
export type StreamingRequest = SignedStream & {
  /** The client's stream, which brings the events, and whom to tell of every byte that it brings, and of what is held. */
  readonly incoming: { readonly stream: ServerHttp2Stream } & Pick<UploadOptions, 'onBytes' | 'hold'>
}

/** Sends one request while its body arrives; resolves with the head of the response, rejects where none came. */
export type BidirectionalLane = (request: StreamingRequest, departure: Departure) => Promise<UpstreamResponse>

/** The lane of the operation whose events run both ways at once: one HTTP/2 stream upstream for one of the client's. */
export function createBidirectionalLane(sessions: UpstreamSessions, limits: BodyLimits): BidirectionalLane {
  return async (request, departure) => {
    const { incoming, signEvent } = request
    const aborter = new AbortController()
    cancelWithClient(incoming.stream, departure, aborter)
    const stream = await sessions.open(headersOf(request), aborter.signal)
    return new Promise((resolve, reject) => {
      const response = new StreamResponse(stream, aborter, limits.idleTimeoutMs, resolve, reject)
      uploadEvents(incoming.stream, stream, {
        signEvent,
        maxFrameBytes: limits.maxBodyBytes,
        onBytes(count) {
          response.keepAlive()
          incoming.onBytes(count)
        },
        hold: incoming.hold,
        onRefused: (error) => response.giveUp(error),
      })
    })
  }
}

function headersOf({ method, target, host, headers }: SignedStream) {
  return { ':method': method, ':path': target, ':authority': host, ...headers }
}

/** A client may leave after its answer is complete as well; and of one that is paused, `aborted` alone is told in time. */
function cancelWithClient(client: ServerHttp2Stream, departure: Departure, aborter: AbortController): void {
  departure.onLeave(() => aborter.abort())
  client.once('aborted', () => aborter.abort()).once('close', () => aborter.abort())
}

/** One stream upstream. Its response waits, unread, until somebody takes the body. */
class StreamResponse implements UpstreamResponse {
  status = 0
  readonly statusText = ''
  headers: readonly string[] = []
  readonly #stream: ClientHttp2Stream
  readonly #share: TurnShare
  readonly #aborter: AbortController
  readonly #onHead: (response: UpstreamResponse) => void
  readonly #onNoHead: (error: Error) => void
  #received: IncomingHttpHeaders = {}
  #handover: Handover | undefined
  #sink: ResponseSink | undefined
  #failure: Error | undefined
  #isOver = false
  readonly #hasHalfClosed: () => boolean
  readonly #idle: NodeJS.Timeout

  constructor(
    stream: ClientHttp2Stream,
    aborter: AbortController,
    idleTimeoutMs: number,
    onHead: (response: UpstreamResponse) => void,
    onNoHead: (error: Error) => void,
  ) {
    this.#stream = stream
    this.#share = new TurnShare(stream)
    this.#aborter = aborter
    this.#onHead = onHead
    this.#onNoHead = onNoHead
    this.#hasHalfClosed = watchHalfClose(stream)
    this.#idle = setTimeout(() => this.giveUp(timedOut()), idleTimeoutMs)
    stream
      .on('response', (headers) => this.#begin(headers))
      .on('error', (error) => {
        this.#failure ??= error
      })
      .on('close', () => this.#finish(this.#failure ?? broken()))
  }

  pipeTo(sink: ResponseSink): void {
    this.#handover?.take()
    this.#sink = sink
    if (this.#isOver) sink.fail(this.#failure ?? broken())
    this.#stream
      .on('data', (chunk: Buffer) => {
        this.keepAlive()
        this.#share.passed(chunk, sink.data(chunk))
      })
      .on('end', () => {
        if (this.#hasHalfClosed()) this.#complete()
      })
  }

  header(name: string): string | undefined {
    return [this.#received[name]].flat()[0]
  }

  resume(): void {
    this.#share.resume()
  }

  /** Something came, from whichever side. */
  keepAlive(): void {
    this.#idle.refresh()
  }

  /** Resets the stream for a reason that the client gets to see. */
  giveUp(reason: Error): void {
    this.#failure ??= reason
    this.#aborter.abort()
  }

  #begin(received: IncomingHttpHeaders): void {
    this.#received = received
    this.status = Number(received[':status'])
    this.headers = Object.entries(received).flatMap(([name, value]) =>
      name.startsWith(':') ? [] : [value ?? ''].flat().flatMap((one) => [name, one]),
    )
    this.#handover = new Handover('in-this-turn')
    this.#onHead(this)
  }

  #complete(): void {
    this.#isOver = true
    this.#sink?.end()
  }

  #finish(failure: Error): void {
    clearTimeout(this.#idle)
    if (this.#isOver) return
    this.#isOver = true
    if (this.status === 0) this.#onNoHead(failure)
    else this.#sink?.fail(failure)
  }
}

function timedOut(): Error {
  return Object.assign(new Error('Both sides were silent for the idle timeout.'), { code: IDLE_TIMEOUT })
}

/** What a reset without an error, or the loss of the connection, is to the client. */
function broken(): Error {
  return Object.assign(new Error('The upstream reset the stream.'), { code: 'ECONNRESET' })
}
