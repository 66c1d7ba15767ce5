import type { Writable } from 'node:stream'
import { isTerminal } from './page-width.ts'
import { printLines } from './print.ts'

/** Work that a person waits for. */
export type Progress = {
  /** One more part of it is done. */
  step(): void
  /** Nothing is left of what was shown on a terminal. */
  end(): void
}

/** To the beginning of the line, and away with what stands there. */
const CLEAR_LINE = '\r\u001b[K'

/** Shows how far work is: on a terminal in one line that changes, elsewhere in one line at the beginning. */
export function startProgress(stream: Writable, what: string, total: number): Progress {
  if (!isTerminal(stream)) {
    printLines(stream, [`${what} …`])
    return { step: () => undefined, end: () => undefined }
  }
  let done = 0
  const show = () => stream.write(`${CLEAR_LINE}${what}: ${done} of ${total} …`)
  show()
  return {
    step() {
      done += 1
      show()
    },
    end: () => void stream.write(CLEAR_LINE),
  }
}
