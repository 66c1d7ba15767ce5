import { type CoarseClock, clockFor, type Watched } from '../../../http/coarse-clock.ts'
import type { ResponseSink, UpstreamResponse } from '../../exchange.ts'
import { wrapResponse } from '../../lanes/wrap-response.ts'

/** Clients of the Messages API give a stream up, and ask and pay again, when nothing comes for some minutes. */
const SILENCE_MS = 20_000

const PING = Buffer.from('event: ping\ndata: {"type": "ping"}\n\n')

/** Sends pings into the silence of streams, each time that a clock looks at them. */
export class Pinger {
  readonly #clock: Pick<CoarseClock, 'enter' | 'leave'>
  readonly #now: () => number

  constructor(clock: Pick<CoarseClock, 'enter' | 'leave'> = clockFor(SILENCE_MS), now = () => performance.now()) {
    this.#clock = clock
    this.#now = now
  }

  /**
   * A stream of the Messages API into which `event: ping` goes between two events whenever nothing came for 20 seconds. Any
   * other answer is returned as it is.
   */
  watch(response: UpstreamResponse): UpstreamResponse {
    if (!response.header('content-type')?.startsWith('text/event-stream')) return response
    let pinged: PingedSink | undefined
    return wrapResponse(response, {
      pipeTo: (sink) => {
        pinged = new PingedSink(sink, this.#now, (stream) => this.#clock.leave(stream))
        this.#clock.enter(pinged)
        response.pipeTo(pinged)
      },
      resume: () => {
        pinged?.resumed()
        response.resume()
      },
    })
  }
}

/** An event ends with a blank line, whatever ends the lines. */
const BETWEEN_EVENTS = /\n\r?\n$/
const TAIL_BYTES = 4

class PingedSink implements ResponseSink, Watched {
  slot: number | undefined
  readonly #sink: ResponseSink
  readonly #now: () => number
  readonly #onOver: (stream: PingedSink) => void
  #lastAt = 0
  #tail = ''
  #isPaused = false

  constructor(sink: ResponseSink, now: () => number, onOver: (stream: PingedSink) => void) {
    this.#sink = sink
    this.#now = now
    this.#onOver = onOver
  }

  data(chunk: Buffer): boolean {
    this.#lastAt = this.#now()
    this.#tail = (this.#tail + chunk.toString('latin1', Math.max(0, chunk.length - TAIL_BYTES))).slice(-TAIL_BYTES)
    const wantsMore = this.#sink.data(chunk)
    this.#isPaused = !wantsMore
    return wantsMore
  }

  end(): void {
    this.#onOver(this)
    this.#sink.end()
  }

  fail(error: Error): void {
    this.#onOver(this)
    this.#sink.fail(error)
  }

  resumed(): void {
    this.#isPaused = false
  }

  /** Who reads slowly is not silent, and a ping in the middle of an event would tear it apart. */
  tick(): void {
    if (this.#isPaused || this.#now() - this.#lastAt < SILENCE_MS || !BETWEEN_EVENTS.test(this.#tail)) return
    this.#lastAt = this.#now()
    this.#isPaused = !this.#sink.data(PING)
  }
}
