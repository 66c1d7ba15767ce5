import type { LineSink } from './create-log.ts'

/**
 * Gathers the lines of one turn of the event loop and writes them in one go: writing to a file or a pipe blocks, and
 * under load there are many lines a turn. Nothing waits longer than the turn.
 */
export function batchedLines(to: LineSink): LineSink {
  let waiting = ''
  const flush = () => {
    to.write(waiting)
    waiting = ''
  }
  return {
    write(line) {
      if (waiting === '') setImmediate(flush)
      waiting += line
    },
  }
}
