import type { Writable } from 'node:stream'

/** The columns of a terminal; no end of them elsewhere, where another program reads line by line. */
export function widthOfStream(stream: Writable): number {
  const isKnown = isTerminal(stream) && 'columns' in stream && typeof stream.columns === 'number' && stream.columns > 0
  return isKnown ? Number(stream.columns) : Number.POSITIVE_INFINITY
}

/** For text that is read as a page, on a terminal or elsewhere. */
export function pageWidthOf(stream: Writable): number {
  return Math.min(widthOfStream(stream), 100)
}

/** True where a person reads the stream, not a file or another program. */
export function isTerminal(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true
}
