const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Passes over a JSON string, up to the quote that closes it, wherever its bytes are cut: the first behind an even number of backslashes. */
export class JsonString {
  /** True where the bytes so far end with a backslash that escapes what comes next. */
  #isEscaping = false

  /** A string has just been opened. */
  begin(): void {
    this.#isEscaping = false
  }

  /** The place behind the closing quote; -1 where the string goes on behind these bytes. */
  pass(chunk: Buffer, from: number, to: number): number {
    let at = from
    for (;;) {
      const quote = nextQuote(chunk, at, to)
      const isInside = quote !== -1 && quote < to
      const isEscaped = this.#isEscapedAt(chunk, from, isInside ? quote : to)
      if (isInside && isEscaped) {
        at = quote + 1
        continue
      }
      this.#isEscaping = isEscaped
      return isInside ? quote + 1 : -1
    }
  }

  /** Backslashes are counted once, because a quote stands between two runs of them. */
  #isEscapedAt(chunk: Buffer, from: number, at: number): boolean {
    let first = at
    while (first > from && chunk[first - 1] === BACKSLASH) first--
    const isOdd = (at - first) % 2 === 1
    return first === from && this.#isEscaping ? !isOdd : isOdd
  }
}

/** Few strings are longer, and to look at so many bytes here costs less than a call into native code. */
const SHORT_BYTES = 48

/** The place of the first quote from a place on; -1, or one behind `to`, where there is none before it. */
function nextQuote(chunk: Buffer, from: number, to: number): number {
  const shortEnd = Math.min(from + SHORT_BYTES, to)
  for (let at = from; at < shortEnd; at++) if (chunk[at] === QUOTE) return at
  return shortEnd === to ? -1 : chunk.indexOf(QUOTE, shortEnd)
}
