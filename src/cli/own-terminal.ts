import { closeSync, openSync } from 'node:fs'

/** The terminal that the process was started in, if it was. */
export type OwnTerminal = {
  /** Whether there was one. */
  readonly isThere: boolean
  /** True once the terminal is no more: its window was closed, its connection broke. */
  isGone(): boolean
}

const STANDARD_STREAMS = [0, 1, 2]

/**
 * A process that was started in a terminal gets SIGHUP when the terminal closes, and is to end then; one that `nohup` or a
 * service manager started gets it from somebody who wants its settings read again. The kernel takes the terminal from the
 * process before it sends the signal. `isatty` is Node's, which is handed in because it loads all of Node's sockets.
 */
export function ownTerminal(isatty: (descriptor: number) => boolean): OwnTerminal {
  const isThere = STANDARD_STREAMS.some(isatty)
  return { isThere, isGone: () => isThere && !canBeOpened('/dev/tty') }
}

function canBeOpened(path: string): boolean {
  try {
    closeSync(openSync(path, 'r'))
    return true
  } catch {
    return false
  }
}
