import { currentTurn, type Turn } from './turn.ts'

/** What can be told to hand over no more for a while. */
export type PausableSource = { pause(): void; resume(): void }

/** So much of one message is worked on before the others get their turn: a few milliseconds, whatever the bytes are. */
const BYTES_PER_TURN = 64 * 1024
/** What a chunk costs at the least: a message may come byte by byte. */
const CHUNK_BYTES = 1024

/**
 * Pauses the source of a message for a turn after so many bytes in one turn, so that nobody waits for others whatever is done with
 * them, and for as long as who takes them wants no more. `resume` is to be called when that wants more again.
 */
export class TurnShare {
  readonly #source: PausableSource
  #turn: Turn | undefined
  /** In this turn. */
  #bytes = 0
  #isWanted = true

  constructor(source: PausableSource) {
    this.#source = source
  }

  /** A chunk was worked on. */
  passed(chunk: Buffer, wantsMore: boolean): void {
    this.#count(Math.max(chunk.length, CHUNK_BYTES))
    this.#isWanted = wantsMore
    if (wantsMore && this.#bytes < BYTES_PER_TURN) return
    this.#source.pause()
    if (wantsMore) this.#awaitTurn()
  }

  /** Who takes the chunks may want more in the turn in which it took the last one. */
  resume(): void {
    this.#isWanted = true
    if (this.#bytes < BYTES_PER_TURN) this.#source.resume()
    else this.#awaitTurn()
  }

  /** What came in earlier turns has kept nobody waiting. */
  #count(bytes: number): void {
    const turn = currentTurn()
    this.#bytes = this.#turn === turn ? this.#bytes + bytes : bytes
    this.#turn = turn
  }

  #awaitTurn(): void {
    this.#bytes = 0
    setImmediate(this.#onNextTurn)
  }

  readonly #onNextTurn = (): void => {
    if (this.#isWanted) this.#source.resume()
  }
}
