import { readUsage } from '../bench/measure/process-usage.ts'

const EVERY_MS = 250

/** Resident memory of a process in megabytes, looked at four times a second until `stop`; empty on systems without `/proc`. */
export function sampleMemory(pid: number): { stop(): number[] } {
  const samples: number[] = []
  const timer = setInterval(() => {
    const usage = readUsage(pid)
    if (usage) samples.push(usage.rssMegabytes)
  }, EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      return samples
    },
  }
}
