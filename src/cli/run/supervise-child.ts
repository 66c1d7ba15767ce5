import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { OwnProcess } from '../cli-context.ts'
import type { Environment } from '../connect/agent-row.ts'

/** What is started, and where. */
export type Command = {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Environment
  readonly cwd: string
}

/** The shell's own codes for what could not be started. */
const NOT_STARTED: Readonly<Record<string, number>> = { ENOENT: 127, EACCES: 126 }
const PASSED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']
/** In a terminal they reach the child by themselves. */
const OF_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']

/**
 * Starts a command with our terminal, passes signals on to it, and resolves to its exit code; to 128 and the signal's number
 * where a signal ended it. It ends with us, whatever ends us.
 * @throws CommandNotStarted
 */
export async function superviseChild({ file, args, env, cwd }: Command, own: OwnProcess): Promise<number> {
  // First of all: a signal between the start of the child and this would end us alone.
  let child: ChildProcess | undefined
  own.onSignals(PASSED_ON, (name) => void child?.kill(name))
  own.onSignals(OF_TERMINAL, (name) => own.hasTerminal || void child?.kill(name))
  own.onExit(() => child && isRunning(child) && child.kill('SIGTERM'))
  child = spawn(file, args, { env, cwd, stdio: 'inherit' })
  return exitCodeOf(child, file)
}

/** A command that is not there, or that may not be started; `exitCode` is what a shell would end with. */
export class CommandNotStarted extends Error {
  override readonly name = 'CommandNotStarted'
  readonly exitCode: number

  constructor(file: string, code: string) {
    super(`${file} could not be started (${code}). Is it installed, and on the PATH?`)
    this.exitCode = NOT_STARTED[code] ?? 1
  }
}

function exitCodeOf(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new CommandNotStarted(file, error.code ?? 'unknown')))
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}

function isRunning({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null
}
