import { execFileSync } from 'node:child_process'
import { PROXY_MAIN } from '../package-files.ts'
import { median } from './statistics.ts'

export type CommandFigures = {
  readonly command: string
  /** CPU time of one run in milliseconds, in user and kernel mode. */
  readonly cpuMs: number
  /** Of the runs of an empty program in the same rounds. */
  readonly ratio: number
}

const EMPTY = 'node -e 0'

/** What a person waits for who only asks, beside the least that Node takes. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  [EMPTY]: ['-e', '0'],
  '--version': [PROXY_MAIN, '--version'],
  '--help': [PROXY_MAIN, '--help'],
}

/** The kernel counts in hundredths of a second: one run would be too short. */
const RUNS = 10

/** Runs each command some times in turn; the ratios are medians of rounds. */
export function measureCommands({ rounds, tell }: { rounds: number; tell: (line: string) => void }): CommandFigures[] {
  tell('--help and --version')
  const samples = Array.from({ length: rounds }, () =>
    Object.fromEntries(Object.entries(COMMANDS).map(([command, args]) => [command, cpuMsOf(args)])),
  )
  return Object.keys(COMMANDS).map((command) => ({
    command,
    cpuMs: median(samples.map((round) => round[command] ?? Number.NaN)),
    ratio: median(samples.map((round) => (round[command] ?? Number.NaN) / (round[EMPTY] ?? Number.NaN))),
  }))
}

function cpuMsOf(args: readonly string[]): number {
  const script = `i=0; while [ $i -lt ${RUNS} ]; do "$@" > /dev/null; i=$((i + 1)); done; times`
  const argv = ['-c', script, 'sh', process.execPath, ...args]
  return cpuMsOfChildren(execFileSync('sh', argv, { encoding: 'utf8' })) / RUNS
}

/** The second line of the shell's `times`: user and system time of its children, as `0m1.23s 0m0.45s`. */
export function cpuMsOfChildren(times: string): number {
  const children = times.trim().split('\n').at(-1) ?? ''
  const parts = Array.from(children.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g))
  return parts.reduce((sum, [, minutes = '0', seconds = '0']) => sum + toMs(minutes, seconds), 0)
}

function toMs(minutes: string, seconds: string): number {
  return (Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000
}
