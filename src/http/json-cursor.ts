import { MalformedJson } from './json-scanner.ts'
import type { StringSpan } from './json-splice.ts'

export const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
export const COLON = 0x3a
export const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const SPACE = 0x20
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const TAB = 0x09
/** The bytes of numbers and of `true`, `false`, `null`; `LITERAL` judges what they make up. */
const SCALAR: ReadonlySet<number | undefined> = new Set(Buffer.from('0123456789+-.Eabcdefghijklmnopqrstuvwxyz'))

/** RFC 8259 §3 and §6. */
const LITERAL = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)$/

/** A cursor over JSON bytes. Every read skips leading white space and throws MalformedJson on what JSON does not allow. */
export class Scanner {
  #at = 0
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** How many bytes were taken. */
  get position(): number {
    return this.#at
  }

  /** The next byte that is not white space, without taking it; undefined at the end. */
  peek(): number | undefined {
    while (isWhiteSpace(this.#bytes[this.#at])) this.#at++
    return this.#bytes[this.#at]
  }

  expect(byte: number, problem: string): void {
    if (this.peek() !== byte) throw new MalformedJson(problem)
    this.#at++
  }

  expectEnd(): void {
    if (this.peek() !== undefined) throw new MalformedJson('has something after its JSON object')
  }

  /** Moves to the key of the next member; false, and past the brace, where the object ends. */
  nextMember(isFirst: boolean): boolean {
    const next = this.peek()
    if (next === CLOSE_BRACE) {
      this.#at++
      return false
    }
    if (!isFirst) this.expect(COMMA, next === undefined ? 'ends in the middle of its JSON' : 'is not valid JSON')
    return true
  }

  readString(): StringSpan {
    this.expect(QUOTE, 'is not valid JSON')
    const start = this.#at - 1
    this.#skipStringRest()
    return { start, end: this.#at, value: this.#decode(start, this.#at) }
  }

  /** True for the wanted key; its text is decoded only where an escape may hide it. */
  readKey(wanted: { readonly text: string; readonly bytes: Buffer }): boolean {
    this.expect(QUOTE, 'is not valid JSON')
    const start = this.#at - 1
    this.#skipStringRest()
    const raw = this.#bytes.subarray(start, this.#at)
    return raw.includes(BACKSLASH) ? this.#decode(start, this.#at) === wanted.text : raw.equals(wanted.bytes)
  }

  skipValue(): void {
    const first = this.peek()
    if (first === QUOTE) {
      this.#at++
      this.#skipStringRest()
    } else if (first === OPEN_BRACE || first === OPEN_BRACKET) this.#skipNested()
    else this.#skipScalar()
  }

  #skipNested(): void {
    let depth = 0
    do {
      const byte = this.#bytes[this.#at++]
      if (byte === QUOTE) this.#skipStringRest()
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--
      else if (byte === undefined) throw new MalformedJson('ends in the middle of its JSON')
    } while (depth > 0)
  }

  #skipScalar(): void {
    const start = this.#at
    while (SCALAR.has(this.#bytes[this.#at])) this.#at++
    if (!LITERAL.test(this.#bytes.toString('latin1', start, this.#at))) throw new MalformedJson('is not valid JSON')
  }

  /** Jumps behind the closing quote: the first one with an even number of backslashes before it. */
  #skipStringRest(): void {
    const start = this.#at
    for (;;) {
      const quote = this.#bytes.indexOf(QUOTE, this.#at)
      if (quote === -1) throw new MalformedJson('ends in the middle of its JSON')
      this.#at = quote + 1
      let backslashes = 0
      while (quote - 1 - backslashes >= start && this.#bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++
      if (backslashes % 2 === 0) return
    }
  }

  #decode(start: number, end: number): string {
    try {
      return JSON.parse(this.#bytes.toString('utf8', start, end))
    } catch {
      throw new MalformedJson('is not valid JSON')
    }
  }
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB
}
