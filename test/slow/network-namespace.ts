import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** A network of its own, without any link to the outside. It is gone when the test is. */
export type NetworkNamespace = {
  readonly pid: number
  /** Runs a command to its end. */
  run(...command: string[]): void
  /** Starts a program that ends with the test. */
  start(command: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess
  /** Another network beside this one. */
  beside(): NetworkNamespace
}

/** True where namespaces can be made: on Linux, with unshare, nsenter and ip, where the kernel lets a user do so. */
export const HAS_NAMESPACES =
  process.platform === 'linux' &&
  spawnSync('nsenter', ['--version']).status === 0 &&
  spawnSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up']).status === 0

export function networkNamespace(): NetworkNamespace {
  return enter(hold(['unshare', '--map-root-user', '--net', 'sleep', 'infinity']))
}

function enter(pid: number): NetworkNamespace {
  const inside = ['nsenter', '--target', String(pid), '--user', '--preserve-credentials', '--net']
  return {
    pid,
    run(...command) {
      execFileSync(inside[0] as string, [...inside.slice(1), ...command])
    },
    start(command, env = {}) {
      const [program = '', ...rest] = [...inside, ...command]
      const child = spawn(program, rest, { env: { PATH: process.env.PATH, ...env } })
      onTestFinished(() => void child.kill('SIGKILL'))
      return child
    },
    beside: () => enter(hold([...inside, 'unshare', '--net', 'sleep', 'infinity'])),
  }
}

/** A program that keeps its namespace open; the test goes on when it has become what it is to be. */
function hold(command: readonly string[]): number {
  const [program = '', ...rest] = command
  const holder = spawn(program, rest, { stdio: 'ignore' })
  onTestFinished(() => void holder.kill('SIGKILL'))
  const pid = holder.pid as number
  while (execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim() !== 'sleep');
  return pid
}
