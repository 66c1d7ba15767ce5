import type { LineSink } from './create-log.ts'

/** Too short to notice, long enough that a busy proxy writes many lines at once. */
const WAIT_MS = 5

/**
 * Gathers lines for a few milliseconds and writes them in one go: each write to a file or a pipe blocks. The timer keeps
 * the process alive until they are out.
 */
export function batchedLines(to: LineSink): LineSink {
  let waiting = ''
  const flush = () => {
    to.write(waiting)
    waiting = ''
  }
  return {
    write(line) {
      if (waiting === '') setTimeout(flush, WAIT_MS)
      waiting += line
    },
  }
}
