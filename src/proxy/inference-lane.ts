import type { Dispatcher } from 'undici'
import type { Lane, SignedRequest } from './forward-request.ts'
import type { ResponseSink, UpstreamResponse } from './upstream-response.ts'

/**
 * The lane of requests that name a model: undici's `dispatch`, without the streams and promises that its other calls
 * build on top. There is no total timeout; `idleTimeoutMs` bounds the silence before the head and between two chunks.
 */
export function createInferenceLane(pool: Dispatcher, origin: string, idleTimeoutMs: number): Lane {
  return (request, signal) =>
    new Promise((resolve, reject) => {
      const exchange = new Exchange(signal, resolve, reject)
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
  #sink: ResponseSink | undefined
  readonly #early: Buffer[] = []
  #isComplete = false
  #failure: Error | undefined

  constructor(
    private readonly signal: AbortSignal,
    private readonly onHead: (response: UpstreamResponse) => void,
    private readonly onNoHead: (error: Error) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.signal.aborted) this.#abort()
    else this.signal.addEventListener('abort', this.#abort, { once: true })
  }

  /** undici reads the reason phrase as UTF-8; header bytes are Latin-1 everywhere else. */
  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _parsed: unknown,
    statusText?: string,
  ): void {
    if (status < 200) return
    this.status = status
    this.statusText = Buffer.from(statusText ?? '').toString('latin1')
    this.headers = rawHeadersOf(controller).map((bytes) => bytes.toString('latin1'))
    this.onHead(this)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#sink) this.#early.push(chunk)
    else if (!this.#sink.data(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#settle()
    this.#isComplete = true
    this.#sink?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#settle()
    this.#failure = error
    if (this.status === 0) this.onNoHead(error)
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

  resume(): void {
    this.#controller?.resume()
  }

  readonly #abort = (): void => this.#controller?.abort(new Error('The client left.'))

  #settle(): void {
    this.signal.removeEventListener('abort', this.#abort)
  }
}

/** undici has the headers as they came, but its types do not say so. */
function rawHeadersOf(controller: Dispatcher.DispatchController): readonly Buffer[] {
  return (controller as { rawHeaders?: readonly Buffer[] }).rawHeaders ?? []
}
