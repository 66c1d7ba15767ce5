import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures depend on: they are to be quoted together with it. */
export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
  readonly node: string
  /** Mean number of running processes in the last minute, before the benchmark: above 0.5 the figures are noisy. */
  readonly loadBefore: number
  readonly date: string
}

export function describeMachine(): Machine {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? Number.NaN,
    date: new Date().toISOString(),
  }
}
