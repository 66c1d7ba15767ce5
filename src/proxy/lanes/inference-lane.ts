import type { Dispatcher } from 'undici'
import type { Exchanged, ObservedClient, ObservedOptions } from '../../aws/observed-client.ts'
import type { Departure } from '../../http/client-presence.ts'
import { lowerCased } from '../../http/end-to-end-headers.ts'
import { atEndOfTurn, type Patient } from '../../http/turn.ts'
import { TurnShare } from '../../http/turn-share.ts'
import type { HashedBody } from '../body.ts'
import { type Lane, lostOn, type ResponseSink, type UpstreamResponse } from '../exchange.ts'
import { endlessHead, MAX_INTERIM_ANSWERS, unaskedUpgrade } from '../sending/upstream-error.ts'
import { Handover } from './handover.ts'

/**
 * The lane of requests that name a model: undici's `dispatch`, without the streams and promises that its other calls
 * build on top. There is no total timeout; `idleTimeoutMs` bounds the silence before the head and between two chunks.
 */
export function createInferenceLane(pool: Dispatcher, origin: string, idleTimeoutMs: number): Lane {
  return (request, departure) =>
    new Promise((resolve, reject) => {
      const { method, target, headers, body } = request
      const response = new PooledResponse(departure, resolve, reject)
      const options: ObservedOptions = {
        origin,
        path: target,
        method: method as Dispatcher.HttpMethod,
        headers: headers as string[],
        body: bytesOf(body),
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        onClient: response.onClient,
      }
      pool.dispatch(options, response)
    })
}

/** A single chunk goes out in one write with the head; several go out one by one, never joined. undici's types know of no list. */
function bytesOf({ chunks }: HashedBody): Buffer | null {
  return chunks.length > 1 ? (chunks as unknown as Buffer) : (chunks[0] ?? null)
}

/**
 * The response to one request over the pool. Chunks that arrive before somebody takes the body are kept: at most its share of a turn.
 * It takes undici's calls as they come from its parser; the newer ones make an object of the headers, and one more for each answer.
 */
class PooledResponse implements Dispatcher.DispatchHandler, UpstreamResponse, Patient {
  status = 0
  statusText = ''
  headers: readonly string[] = []
  #names: readonly string[] = []
  #abort: (error?: Error) => void = () => undefined
  #goOn: () => void = () => undefined
  #isPaused = false
  #passedBytes = 0
  #share: TurnShare | undefined
  #interimAnswers = 0
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

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort
    this.#exchanged = this.#client?.beginExchange()
    this.#departure.onLeave(() => abort(new Error('The client left.')))
  }

  /** undici reads the reason phrase as UTF-8; header bytes are Latin-1 everywhere else. */
  onHeaders(status: number, rawHeaders: Buffer[], goOn: () => void, statusText: string): boolean {
    if (status < 200) return this.#passOver()
    this.status = status
    this.statusText = statusText === 'OK' ? statusText : Buffer.from(statusText).toString('latin1')
    this.#goOn = goOn
    this.#readHeaders(rawHeaders)
    if (this.header('content-length') === undefined) this.proceed()
    else atEndOfTurn(this)
    return !this.#isPaused
  }

  /** Answers with a length go on together at the end of their turn; a stream goes on at once. */
  proceed(): void {
    this.#handover = new Handover('in-this-turn')
    this.#onHead(this)
  }

  #passOver(): boolean {
    if (++this.#interimAnswers > MAX_INTERIM_ANSWERS) this.#abort(endlessHead())
    return true
  }

  onData(chunk: Buffer): boolean {
    if (!this.#sink) this.#early.push(chunk)
    this.#passed(chunk, this.#sink?.data(chunk) ?? true)
    return !this.#isPaused
  }

  /** Of an answer that ends with its connection, undici takes a reset for the end. */
  onComplete(): void {
    const broken = this.#exchanged?.brokenBy
    this.#isComplete = broken === undefined
    if (broken) this.onError(broken)
    else this.#sink?.end()
  }

  onError(error: Error): void {
    this.#failure = error
    if (this.status > 0) this.#sink?.fail(error)
    else this.#onNoHead(lostOn(named(error), this.#exchanged ?? {}))
  }

  whole(): readonly Buffer[] | undefined {
    return this.#isComplete ? this.#early : undefined
  }

  pipeTo(sink: ResponseSink): void {
    this.#handover?.take()
    this.#sink = sink
    for (const chunk of this.#early) this.#passed(chunk, sink.data(chunk))
    if (this.#failure) sink.fail(this.#failure)
    else if (this.#isComplete) sink.end()
  }

  header(name: string): string | undefined {
    const at = this.#names.indexOf(name)
    return at === -1 ? undefined : this.headers[2 * at + 1]
  }

  resume(): void {
    this.#share?.resume()
  }

  /** What is small keeps nobody waiting. */
  #passed(chunk: Buffer, wantsMore: boolean): void {
    this.#passedBytes += Math.max(chunk.length, CHUNK_BYTES)
    if (wantsMore && this.#passedBytes < SMALL_BYTES) return
    this.#share ??= new TurnShare({
      pause: () => {
        this.#isPaused = true
      },
      resume: () => this.#unpause(),
    })
    this.#share.passed(chunk, wantsMore)
  }

  #unpause(): void {
    // Its connection may be another's by then.
    if (!this.#isPaused || this.#isComplete) return
    this.#isPaused = false
    this.#goOn()
  }

  #readHeaders(rawHeaders: readonly Buffer[]): void {
    const headers: string[] = []
    const names: string[] = []
    for (const bytes of rawHeaders) {
      const text = bytes.toString('latin1')
      if (headers.push(text) % 2 === 1) names.push(lowerCased(text))
    }
    this.headers = headers
    this.#names = names
  }
}

const SMALL_BYTES = 16 * 1024
/** What a chunk costs at the least: an answer may come byte by byte. */
const CHUNK_BYTES = 1024

/** undici gives an upgrade that nobody asked for the code of a lost connection. */
function named(error: Error): Error {
  return error.message === 'bad upgrade' ? unaskedUpgrade() : error
}
