import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Exchanged, ObservedClient, ObservedOptions } from '../../aws/observed-client.ts'
import type { Departure } from '../../http/client-presence.ts'
import { type Lane, lostOn, type ResponseSink, type SignedRequest, type UpstreamResponse } from '../exchange.ts'
import { unaskedUpgrade } from '../sending/upstream-error.ts'
import { Handover } from './handover.ts'

/**
 * The lane of requests that name a model: undici's `dispatch`, without the streams and promises that its other calls
 * build on top. There is no total timeout; `idleTimeoutMs` bounds the silence before the head and between two chunks.
 */
export function createInferenceLane(pool: Dispatcher, origin: string, idleTimeoutMs: number): Lane {
  return (request, departure) =>
    new Promise((resolve, reject) => {
      const response = new PooledResponse(departure, resolve, reject)
      const options: ObservedOptions = {
        origin,
        ...dispatchOptions(request),
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        onClient: response.onClient,
      }
      pool.dispatch(options, response)
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
  #client: ObservedClient | undefined
  #exchanged: Exchanged | undefined
  readonly #departure: Departure
  readonly #onHead: (response: UpstreamResponse) => void
  readonly #onNoHead: (error: Error) => void

  constructor(departure: Departure, onHead: (response: UpstreamResponse) => void, onNoHead: (error: Error) => void) {
    this.#departure = departure
    this.#onHead = onHead
    this.#onNoHead = onNoHead
  }

  readonly onClient = (client: ObservedClient): void => {
    this.#client = client
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#exchanged = this.#client?.beginExchange()
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

  /** Of an answer that ends with its connection, undici takes a reset for the end. */
  onResponseEnd(controller: Dispatcher.DispatchController): void {
    const broken = this.#exchanged?.brokenBy
    this.#isComplete = broken === undefined
    if (broken) this.onResponseError(controller, broken)
    else this.#sink?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#failure = error
    if (this.status > 0) this.#sink?.fail(error)
    else this.#onNoHead(lostOn(named(error), this.#exchanged ?? {}))
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

/** undici gives an upgrade that nobody asked for the code of a lost connection. */
function named(error: Error): Error {
  return error.message === 'bad upgrade' ? unaskedUpgrade() : error
}
