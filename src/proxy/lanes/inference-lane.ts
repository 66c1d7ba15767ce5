import type { IncomingHttpHeaders } from 'node:http'
import { type Dispatcher, Pool } from 'undici'
import type { Departure } from '../../http/client-presence.ts'
import { type Lane, lostOn, type ResponseSink, type SignedRequest, type UpstreamResponse } from '../exchange.ts'
import { Handover } from './handover.ts'

/**
 * The lane of requests that name a model: undici's `dispatch`, without the streams and promises that its other calls
 * build on top. There is no total timeout; `idleTimeoutMs` bounds the silence before the head and between two chunks.
 */
export function createInferenceLane(pool: Dispatcher, origin: string, idleTimeoutMs: number): Lane {
  const connecting = watchConnecting(pool)
  return (request, departure) =>
    new Promise((resolve, reject) => {
      const response = new PooledResponse(departure, connecting, resolve, reject)
      pool.dispatch(
        { origin, ...dispatchOptions(request), headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs },
        response,
      )
    })
}

/** A single chunk goes out in one write with the head; several go out one by one, never joined. */
function dispatchOptions({ method, target, headers, body }: SignedRequest) {
  const { chunks } = body
  return {
    path: target,
    method: method as Dispatcher.HttpMethod,
    headers,
    body: chunks.length === 0 ? null : chunks.length === 1 ? (chunks[0] as Buffer) : (chunks as unknown as Uint8Array),
  }
}

/** The response to one request over the pool. Chunks that arrive before somebody takes the body are kept: at most one socket read. */
class PooledResponse implements Dispatcher.DispatchHandler, UpstreamResponse {
  status = 0
  statusText = ''
  headers: readonly string[] = []
  #controller: Dispatcher.DispatchController | undefined
  #parsed: IncomingHttpHeaders = {}
  #sink: ResponseSink | undefined
  readonly #early: Buffer[] = []
  #handover: Handover | undefined
  #isComplete = false
  #failure: Error | undefined
  #isReused: boolean | undefined
  readonly #connecting: Connecting | undefined
  readonly #departure: Departure
  readonly #onHead: (response: UpstreamResponse) => void
  readonly #onNoHead: (error: Error) => void

  constructor(
    departure: Departure,
    connecting: Connecting | undefined,
    onHead: (response: UpstreamResponse) => void,
    onNoHead: (error: Error) => void,
  ) {
    this.#departure = departure
    this.#connecting = connecting
    this.#onHead = onHead
    this.#onNoHead = onNoHead
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#connecting) this.#isReused = !this.#connecting.isJustMade
    this.#departure.onLeave(() => controller.abort(new Error('The client left.')))
  }

  /** undici reads the reason phrase as UTF-8; header bytes are Latin-1 everywhere else. */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    parsed: IncomingHttpHeaders,
    statusText?: string,
  ): void {
    if (status < 200) return
    this.status = status
    this.statusText = Buffer.from(statusText ?? '').toString('latin1')
    this.#parsed = parsed
    this.headers = rawHeadersOf(controller).map((bytes) => bytes.toString('latin1'))
    this.#handover = new Handover('in-this-turn')
    this.#onHead(this)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#sink) this.#early.push(chunk)
    else if (!this.#sink.data(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#isComplete = true
    this.#sink?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#failure = error
    if (this.status === 0) this.#onNoHead(lostOn(error, { isReused: this.#isReused }))
    else this.#sink?.fail(error)
  }

  pipeTo(sink: ResponseSink): void {
    this.#handover?.take()
    this.#sink = sink
    let wantsMore = true
    for (const chunk of this.#early) wantsMore = sink.data(chunk)
    if (this.#failure) sink.fail(this.#failure)
    else if (this.#isComplete) sink.end()
    else if (!wantsMore) this.#controller?.pause()
  }

  header(name: string): string | undefined {
    const value = this.#parsed[name]
    return typeof value === 'string' ? value : value?.[0]
  }

  resume(): void {
    this.#controller?.resume()
  }
}

/** undici has the headers as they came, but its types do not say so. */
function rawHeadersOf(controller: Dispatcher.DispatchController): readonly Buffer[] {
  return (controller as { rawHeaders?: readonly Buffer[] }).rawHeaders ?? []
}

/** Whether a connection of a pool was made in this very moment: the request that has waited for it begins at once. */
type Connecting = { isJustMade: boolean }

/** Undefined for a dispatcher that does not tell of its connections, such as one behind an outbound proxy. */
function watchConnecting(pool: Dispatcher): Connecting | undefined {
  if (!(pool instanceof Pool)) return undefined
  const connecting = { isJustMade: false }
  pool.on('connect', () => {
    connecting.isJustMade = true
    queueMicrotask(() => {
      connecting.isJustMade = false
    })
  })
  return connecting
}
