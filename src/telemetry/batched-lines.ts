import type { LineSink } from './create-log.ts'

/** Too short to notice, long enough that a busy proxy writes many lines at once. */
const WAIT_MS = 5

/**
 * Gathers lines for a few milliseconds and writes them in one go: each write to a file or a pipe blocks. The timer keeps
 * the process alive until they are out.
 */
export function batchedLines(to: LineSink): Required<LineSink> {
  let waiting: (string | (() => string))[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    const lines = waiting
    waiting = []
    let text = ''
    for (const line of lines) text += typeof line === 'string' ? line : line()
    to.write(text)
  }
  const add = (line: string | (() => string)) => {
    if (waiting.push(line) > 1) return
    if (timer) timer.refresh()
    else timer = setTimeout(flush, WAIT_MS)
  }
  return { write: add, writeLater: add }
}
