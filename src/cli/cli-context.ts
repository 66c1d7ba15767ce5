import type { Writable } from 'node:stream'

/** The process as the command line sees it, handed in so that nothing below main.ts touches `process`. */
export type CliContext = {
  /** The arguments without the node binary and the script. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** What was asked for: one URL line, a table, JSON. */
  readonly stdout: Writable
  /** Everything that is said along the way: the log, warnings, errors. */
  readonly stderr: Writable
  readonly cwd: string
  readonly homeDir: string
  /** Undefined on systems without user IDs. */
  readonly userId: number | undefined
  /** Calls the listener for each signal to end from now on: SIGINT, SIGTERM, and SIGHUP where the terminal has gone. */
  readonly onSignal: (listener: () => void) => void
  /** Calls the listener for each other SIGHUP from now on. */
  readonly onHangup: (listener: () => void) => void
  readonly now: () => Date
}
