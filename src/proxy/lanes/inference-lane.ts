import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Departure } from '../../http/client-presence.ts'
import type { Lane, ResponseSink, SignedRequest, UpstreamResponse } from '../exchange.ts'

/**
 * The lane of requests that name a model: undici's `dispatch`, without the streams and promises that its other calls
 * build on top. There is no total timeout; `idleTimeoutMs` bounds the silence before the head and between two chunks.
 */
export function createInferenceLane(pool: Dispatcher, origin: string, idleTimeoutMs: number): Lane {
  return (request, departure) =>
    new Promise((resolve, reject) => {
      const exchange = new Exchange(departure, resolve, reject)
      pool.dispatch(
        { origin, ...dispatchOptions(request), headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs },
        exchange,
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

/** One request and its response. Chunks that arrive before somebody takes the body are kept: at most one socket read. */
class Exchange implements Dispatcher.DispatchHandler, UpstreamResponse {
  status = 0
  statusText = ''
  headers: readonly string[] = []
  #controller: Dispatcher.DispatchController | undefined
  #parsed: IncomingHttpHeaders = {}
  #sink: ResponseSink | undefined
  readonly #early: Buffer[] = []
  #isComplete = false
  #failure: Error | undefined
  readonly #departure: Departure
  readonly #onHead: (response: UpstreamResponse) => void
  readonly #onNoHead: (error: Error) => void

  constructor(departure: Departure, onHead: (response: UpstreamResponse) => void, onNoHead: (error: Error) => void) {
    this.#departure = departure
    this.#onHead = onHead
    this.#onNoHead = onNoHead
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
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
    if (this.status === 0) this.#onNoHead(error)
    else this.#sink?.fail(error)
  }

  pipeTo(sink: ResponseSink): void {
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
