import { MAX_KEY_BYTES, unescapeKey } from './json-key.ts'
import { JsonString } from './json-string.ts'

const [BACKSLASH = 0, SPACE = 0] = Buffer.from('\\ ')

/** For the one key of the moment, whoever reads it: it is looked at before the next one is read. */
const UNESCAPED = Buffer.allocUnsafe(MAX_KEY_BYTES)

/** The bytes of a key between its quotes, without escapes: `start` (inclusive) to `end` (exclusive) of `bytes`. */
export type KeyBytes = { bytes: Uint8Array; start: number; end: number }

/**
 * Reads a key, puts its pieces together where it was cut, and takes its escapes out. The next key overwrites it, so that a
 * million keys take the memory of one.
 */
export class JsonKeyReader {
  readonly #string = new JsonString()
  /** Of a key that is cut, which few are. */
  #kept: Buffer | undefined
  readonly #key: KeyBytes = { bytes: UNESCAPED, start: 0, end: 0 }
  /** How many bytes there were before these, kept as far as there is room. */
  #before = 0

  /** The opening quote was taken. */
  begin(): void {
    this.#string.begin()
    this.#before = 0
  }

  /** The place behind the closing quote; -1 where the key goes on behind these bytes. */
  pass(chunk: Buffer, from: number, to: number): number {
    const end = this.#string.pass(chunk, from, to)
    const keyEnd = end === -1 ? to : end - 1
    const isWhole = this.#before === 0 && end !== -1
    if (isWhole) this.#hold(chunk, from, keyEnd)
    else this.#keep(chunk, from, keyEnd)
    return end
  }

  /** The key that was passed; undefined for one that is too long to be looked for, 'malformed' for one that is no JSON. */
  key(): KeyBytes | undefined | 'malformed' {
    const { bytes, start, end } = this.#key
    if (end - start > MAX_KEY_BYTES) return undefined
    let hasEscape = false
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      if (byte < SPACE) return 'malformed'
      if (byte === BACKSLASH) hasEscape = true
    }
    if (!hasEscape) return this.#key
    const length = unescapeKey(bytes, start, end, UNESCAPED)
    if (length === -1) return 'malformed'
    this.#hold(UNESCAPED, 0, length)
    return this.#key
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    this.#kept ??= Buffer.allocUnsafe(MAX_KEY_BYTES)
    if (this.#before < MAX_KEY_BYTES) chunk.copy(this.#kept, this.#before, from, to)
    this.#before += to - from
    this.#hold(this.#kept, 0, this.#before)
  }

  #hold(bytes: Uint8Array, start: number, end: number): void {
    this.#key.bytes = bytes
    this.#key.start = start
    this.#key.end = end
  }
}
