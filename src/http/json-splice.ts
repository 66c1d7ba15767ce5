/** Where a top-level string stands in a JSON object, quotes included: bytes `start` (inclusive) to `end` (exclusive). */
export type StringSpan = { readonly start: number; readonly end: number; readonly value: string }

/** What a search for a top-level string found. `problem` completes the sentence "The request body …". */
export type FoundString =
  | { readonly kind: 'found'; readonly span: StringSpan }
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly problem: string }

/**
 * Finds the string value of a top-level key in the bytes of a JSON object without parsing the rest: strings are jumped
 * over with `indexOf`, nested values are only balanced. The key must stand there once, because parsers differ in which
 * of two they take (RFC 8259 §4). What is nested is left for the receiver to judge.
 */
export function findTopLevelString(bytes: Buffer, key: string): FoundString {
  try {
    return scanObject(new Scanner(bytes), key)
  } catch (error) {
    if (error instanceof MalformedJson) return { kind: 'malformed', problem: error.message }
    throw error
  }
}

/** The bytes with one span replaced by a string, as a list of pieces that share memory with the original. */
export function replaceString(bytes: Buffer, span: StringSpan, replacement: string): Buffer[] {
  return [bytes.subarray(0, span.start), Buffer.from(JSON.stringify(replacement)), bytes.subarray(span.end)]
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACE = 0x7b
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

class MalformedJson extends Error {}

function scanObject(scanner: Scanner, key: string): FoundString {
  scanner.expect(OPEN_BRACE, 'is not a JSON object')
  const wanted = { text: key, bytes: Buffer.from(JSON.stringify(key)) }
  let span: StringSpan | undefined
  let isFirst = true
  while (scanner.nextMember(isFirst)) {
    isFirst = false
    const isWanted = scanner.readKey(wanted)
    scanner.expect(COLON, 'is not valid JSON')
    if (!isWanted) {
      scanner.skipValue()
      continue
    }
    if (span) throw new MalformedJson(`names "${key}" twice`)
    if (scanner.peek() !== QUOTE) throw new MalformedJson(`has a "${key}" that is not a string`)
    span = scanner.readString()
  }
  scanner.expectEnd()
  return span ? { kind: 'found', span } : { kind: 'absent' }
}

/** A cursor over JSON bytes. Every read skips leading white space and throws MalformedJson on what JSON does not allow. */
class Scanner {
  #at = 0

  constructor(private readonly bytes: Buffer) {}

  /** The next byte that is not white space, without taking it; undefined at the end. */
  peek(): number | undefined {
    while (isWhiteSpace(this.bytes[this.#at])) this.#at++
    return this.bytes[this.#at]
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
    const raw = this.bytes.subarray(start, this.#at)
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
      const byte = this.bytes[this.#at++]
      if (byte === QUOTE) this.#skipStringRest()
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--
      else if (byte === undefined) throw new MalformedJson('ends in the middle of its JSON')
    } while (depth > 0)
  }

  #skipScalar(): void {
    const start = this.#at
    while (SCALAR.has(this.bytes[this.#at])) this.#at++
    if (!LITERAL.test(this.bytes.toString('latin1', start, this.#at))) throw new MalformedJson('is not valid JSON')
  }

  /** Jumps behind the closing quote: the first one with an even number of backslashes before it. */
  #skipStringRest(): void {
    const start = this.#at
    for (;;) {
      const quote = this.bytes.indexOf(QUOTE, this.#at)
      if (quote === -1) throw new MalformedJson('ends in the middle of its JSON')
      this.#at = quote + 1
      let backslashes = 0
      while (quote - 1 - backslashes >= start && this.bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++
      if (backslashes % 2 === 0) return
    }
  }

  #decode(start: number, end: number): string {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end))
    } catch {
      throw new MalformedJson('is not valid JSON')
    }
  }
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB
}
