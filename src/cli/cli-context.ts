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
  /** Calls the listener for each SIGINT and SIGTERM from now on. */
  readonly onSignal: (listener: () => void) => void
  readonly now: () => Date
}
