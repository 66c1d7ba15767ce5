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
  /** To be called by a command that does more than print: from then on it goes on although nobody reads what it writes. */
  readonly outliveReaders: () => void
  /** To be called by a command that carries the requests of others, once it does. */
  readonly letHeapGrow: () => void
  readonly cwd: string
  readonly homeDir: string
  /** Where this package stands, with its `config/`. */
  readonly packageFolder: string
  /** How the reader of a line starts this program again, such as `node dist/main.js`. */
  readonly ownCommand: () => string
  /** Undefined on systems without user IDs. */
  readonly userId: number | undefined
  /** Calls the listener for each signal to end from now on: SIGINT, SIGTERM, and SIGHUP where the terminal has gone. */
  readonly onSignal: (listener: () => void) => void
  /** Calls the listener for each other SIGHUP from now on. */
  readonly onHangup: (listener: () => void) => void
  readonly now: () => Date
  readonly ownProcess: OwnProcess
}

/** What a command that runs another program has to know, and to do, of its own process. */
export type OwnProcess = {
  readonly pid: number
  /** What starts this program from anywhere: Node and the script, as absolute paths. */
  readonly program: readonly [node: string, script: string]
  /** Such as `20.18.1`. */
  readonly nodeVersion: string
  readonly platform: NodeJS.Platform
  /** True where a terminal sends its signals to this process and to those that it starts alike. */
  readonly hasTerminal: boolean
  /** True while a process with this ID runs. */
  isAlive(pid: number): boolean
  /** Calls the listener with each of these signals from now on; none of them ends the process then. */
  onSignals(names: readonly NodeJS.Signals[], listener: (name: NodeJS.Signals) => void): void
  /** Calls the listener last of all, however the process ends but by SIGKILL. The listener cannot wait for anything. */
  onExit(listener: () => void): void
}
