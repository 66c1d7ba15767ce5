import type { Writable } from 'node:stream'
import type { LineSink } from './create-log.ts'

/** Lines that are worth less than the service that writes them. */
export type OptionalLines = LineSink & {
  /** How many lines were dropped so far. */
  readonly dropped: () => number
}

/** What may wait for a reader that has stopped: some thousand lines. */
const MAX_WAITING_BYTES = 256 * 1024

/**
 * Writes lines to a stream that may fail, or stop taking them, at any time: a closed pipe, a full disk, a reader that is
 * stopped. What cannot be written is dropped and counted, and nothing else comes of it; once the stream takes lines again
 * they are written.
 */
export function optionalLines(to: Writable): OptionalLines {
  let dropped = 0
  const drop = (lines: string) => {
    dropped += lines.split('\n').length - 1
  }
  // Without a listener the failure would end the process.
  to.on('error', () => undefined)
  return {
    dropped: () => dropped,
    write(lines) {
      if (to.destroyed || to.errored || to.writableLength > MAX_WAITING_BYTES) return drop(lines)
      to.write(lines, (error) => error && drop(lines))
    },
  }
}
