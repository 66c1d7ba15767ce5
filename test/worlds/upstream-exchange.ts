import type { Departure } from '../../src/http/client-presence.ts'
import type { ResponseSink, UpstreamResponse } from '../../src/proxy/exchange.ts'
import type { UpstreamPlan } from './upstream-plan.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How an answer of the upstream went on its side. */
export type UpstreamEnding = 'whole' | 'cut' | 'too-soon' | 'timed-out' | 'aborted'

/** The head of an answer, and its whole body. */
export type UpstreamAnswer = {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Buffer
  /** To be told which share of it went out. */
  readonly settle?: ((share: number) => void) | undefined
}

/**
 * An answer on its way: its body comes in pieces, with pauses, stops when it is asked to, and ends as planned. It is as strict as
 * the lanes about how it may be taken.
 */
export class UpstreamExchange implements UpstreamResponse {
  readonly status: number
  readonly statusText = ''
  readonly headers: readonly string[]
  ending: UpstreamEnding | undefined
  /** How often the body was taken: once is right. */
  taken = 0
  /** What the lanes would not have stood. */
  misuse: string | undefined
  readonly answer: UpstreamAnswer
  readonly #plan: UpstreamPlan
  readonly #time: VirtualTime
  readonly #idleTimeoutMs: number
  #sink: ResponseSink | undefined
  #isPaused = false
  #isWaiting = false
  #sent = 0

  constructor(
    answer: UpstreamAnswer,
    plan: UpstreamPlan,
    time: VirtualTime,
    idleTimeoutMs: number,
    departure: Departure,
  ) {
    this.answer = answer
    this.#plan = plan
    this.#time = time
    this.#idleTimeoutMs = idleTimeoutMs
    this.status = answer.status
    this.headers = answer.headers
    departure.onLeave(() => this.#fail('aborted', new Error('The client left.')))
    this.#next()
  }

  header(name: string): string | undefined {
    const at = this.headers.findIndex((header, i) => i % 2 === 0 && header.toLowerCase() === name)
    return at === -1 ? undefined : this.headers[at + 1]
  }

  pipeTo(sink: ResponseSink): void {
    this.taken += 1
    if (this.taken > 1) this.misuse ??= 'a body that was taken twice'
    this.#sink = sink
    if (this.ending === 'aborted') sink.fail(new Error('The client left.'))
  }

  resume(): void {
    this.#isPaused = false
    this.#next()
  }

  /** What of the body has gone out. */
  sent(): Buffer {
    return this.answer.body.subarray(0, this.#sent)
  }

  /** True where it waits for somebody to read on. */
  get isPaused(): boolean {
    return this.#isPaused && this.ending === undefined
  }

  #next(): void {
    if (this.#isWaiting || this.#isPaused || this.ending) return
    this.#isWaiting = true
    const isSilent = this.#plan.bodyEnds?.how === 'silence' && this.#sent >= this.#plannedBytes()
    this.#time.after(isSilent ? this.#idleTimeoutMs : this.#plan.gap(), () => {
      this.#isWaiting = false
      if (!this.ending) this.#step()
    })
  }

  #step(): void {
    if (!this.#sink) {
      this.misuse ??= 'a body that nobody took in its turn'
      this.#fail('aborted', new Error('Nobody took the body.'))
      return
    }
    const { bodyEnds } = this.#plan
    const planned = this.#plannedBytes()
    if (this.#sent < planned) this.#sendPiece(planned)
    else if (!bodyEnds || planned === this.answer.body.length) this.#end('whole')
    // Whoever was promised a length is told that it is short of it.
    else if (bodyEnds.how === 'too-soon' && this.header('content-length') === undefined) this.#end('too-soon')
    else if (bodyEnds.how === 'silence') this.#fail('timed-out', errorOf('UND_ERR_BODY_TIMEOUT'))
    else this.#fail('cut', errorOf('ECONNRESET'))
  }

  #plannedBytes(): number {
    const { length } = this.answer.body
    const { bodyEnds } = this.#plan
    return bodyEnds ? Math.floor(length * bodyEnds.atShare) : length
  }

  #sendPiece(planned: number): void {
    const end = Math.min(planned, this.#sent + this.#plan.pieceBytes())
    const piece = Buffer.from(this.answer.body.subarray(this.#sent, end))
    this.#sent = end
    const wantsMore = this.#sink?.data(piece) ?? true
    // Whoever resumes while it is asked has asked for more.
    if (!wantsMore) this.#isPaused = true
    this.#next()
  }

  #end(ending: UpstreamEnding): void {
    this.#settle(ending)
    this.#sink?.end()
  }

  #settle(ending: UpstreamEnding): void {
    this.ending = ending
    this.answer.settle?.(this.#sent / Math.max(1, this.answer.body.length))
  }

  #fail(ending: UpstreamEnding, error: Error): void {
    if (this.ending) return
    this.#settle(ending)
    this.#sink?.fail(error)
  }
}

/** An error as Node and undici make them. */
export function errorOf(code: string, facts: object = {}): Error {
  return Object.assign(new Error(code), { code, ...facts })
}
