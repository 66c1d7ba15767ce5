import { isUtf8 } from 'node:buffer'

/** The longest character of UTF-8 has four bytes. */
const MOST_BYTES = 4

const NOTHING = Buffer.alloc(0)

/** Tells whether bytes are UTF-8 while they arrive, cut anywhere: no overlong forms, no surrogates, nothing cut short. */
export class Utf8Check {
  #isValid = true
  /** The beginning of a character that was cut. */
  #rest: Buffer = NOTHING

  feed(chunk: Buffer): void {
    if (!this.#isValid) return
    const start = this.#rest.length === 0 ? 0 : this.#finishCharacter(chunk)
    if (start === chunk.length && this.#rest.length > 0) return
    const end = chunk.length - cutBytes(chunk, start)
    this.#isValid &&= isUtf8(chunk.subarray(start, end))
    this.#rest = end === chunk.length ? NOTHING : Buffer.from(chunk.subarray(end))
  }

  /** There are no more bytes: true where all of them were UTF-8. */
  finish(): boolean {
    return this.#isValid && this.#rest.length === 0
  }

  /** How many bytes belong to the character that was cut. */
  #finishCharacter(chunk: Buffer): number {
    const wanted = lengthOf(this.#rest[0] as number) - this.#rest.length
    const taken = Math.min(wanted, chunk.length)
    const character = Buffer.concat([this.#rest, chunk.subarray(0, taken)])
    const isWhole = taken === wanted
    if (isWhole) this.#isValid = isUtf8(character)
    this.#rest = isWhole ? NOTHING : character
    return taken
  }
}

/** How many bytes at the end are the beginning of a character that goes on behind them. */
function cutBytes(chunk: Buffer, start: number): number {
  for (let back = 1; back < MOST_BYTES && chunk.length - back >= start; back++) {
    const byte = chunk[chunk.length - back] as number
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** How many bytes a character has, by its first one. */
function lengthOf(first: number): number {
  if (first < 0xc0) return 1
  if (first < 0xe0) return 2
  return first < 0xf0 ? 3 : MOST_BYTES
}
