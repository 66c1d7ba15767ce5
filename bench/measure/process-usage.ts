import { readFileSync } from 'node:fs'

/** What the kernel says of a process; undefined on systems without `/proc`. */
export type ProcessUsage = { readonly cpuMicros: number; readonly rssMegabytes: number }

/** Linux counts CPU time in hundredths of a second towards programs, whatever the kernel's own clock. */
const MICROS_PER_TICK = 10_000

/** CPU time of all threads, in user and kernel mode, and resident memory (proc_pid_stat(5), proc_pid_status(5)). */
export function readUsage(pid: number | undefined): ProcessUsage | undefined {
  if (pid === undefined) return undefined
  try {
    const fields = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    const ticks = Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])
    return {
      cpuMicros: ticks * MICROS_PER_TICK,
      rssMegabytes: rssMegabytes(readFileSync(`/proc/${pid}/status`, 'utf8')),
    }
  } catch {
    return undefined
  }
}

/** Fields 14 and 15 of the manual page, counted from field 3. */
const USER_TIME = 11
const SYSTEM_TIME = 12

/** A program's name may hold spaces and parentheses; what follows the last one does not. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function rssMegabytes(status: string): number {
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN)
  return (kibibytes * 1024) / 1e6
}
