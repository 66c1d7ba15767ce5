import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { getPriority, setPriority } from 'node:os'
import { text } from 'node:stream/consumers'

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]]

export type CommandOptions = {
  readonly cwd: string
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs: number
  /** How far to step back behind other programs, 0 to 19. */
  readonly niceness?: number
  /** Ends the program before its time. */
  readonly signal?: AbortSignal
}

/** How a program ended: `timed-out` where it was killed, for its time or at a signal, `missing` where it could not be started. */
export type Ended = {
  readonly how: 'exited' | 'timed-out' | 'missing'
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** True where it came to its end, with exit code 0. */
export function succeeded({ how, exitCode }: Ended): boolean {
  return how === 'exited' && exitCode === 0
}

/** Runs a program, without input, to its end or to its limit, with everything that it has started. Never rejects. */
export async function runCommand([file, ...args]: Command, options: CommandOptions): Promise<Ended> {
  const { cwd, env, timeoutMs, niceness = 0, signal = NEVER } = options
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  if (child.pid !== undefined) setPriority(child.pid, Math.max(niceness, getPriority()))
  const written = Promise.all([text(child.stdout), text(child.stderr)])
  let timedOut = false
  const cutOff = () => {
    timedOut = true
    killGroup(child.pid)
  }
  const timer = setTimeout(cutOff, timeoutMs)
  signal.addEventListener('abort', cutOff)
  try {
    const [exitCode] = await once(child, 'exit')
    killGroup(child.pid)
    const [stdout, stderr] = await written
    return { how: timedOut ? 'timed-out' : 'exited', exitCode, stdout, stderr }
  } catch (error) {
    return { how: 'missing', exitCode: null, stdout: '', stderr: String(error) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cutOff)
  }
}

const NEVER = new AbortController().signal

/** Servers that an agent leaves behind hold its pipes open. The group is of our own making, and its leader's id is its name. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}
