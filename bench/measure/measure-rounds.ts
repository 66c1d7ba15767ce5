import type { RunningContender } from '../contenders/with-contenders.ts'
import { requestBytes } from '../load/request-bytes.ts'
import { runLoad } from '../load/run-load.ts'
import { requestOf, type Workload } from '../workloads.ts'
import { readUsage } from './process-usage.ts'
import { percentile } from './statistics.ts'

/** One contender's turn at one workload. */
export type Visit = {
  readonly workload: string
  readonly contender: string
  readonly round: number
  readonly requests: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly firstByteP50Ms: number
  readonly cpuMicrosPerRequest: number | undefined
  readonly rssMegabytes: number | undefined
}

type RoundOptions = { readonly rounds: number; readonly turnMs: number; readonly tell: (line: string) => void }

/**
 * Lets every contender take its turn at a workload, round after round, so that a noisy minute of the machine hits all of
 * them. Every round starts with another one.
 */
export async function measureRounds(
  contenders: readonly RunningContender[],
  workloads: readonly Workload[],
  { rounds, turnMs, tell }: RoundOptions,
): Promise<Visit[]> {
  for (const contender of contenders) await heatUp(contender)
  const visits: Visit[] = []
  for (const workload of workloads) {
    for (let round = 0; round < rounds; round++) {
      tell(`${workload.title}: round ${round + 1} of ${rounds}`)
      for (const contender of rotated(contenders, round)) {
        visits.push(await takeTurn(contender, workload, round, turnMs))
      }
    }
  }
  return visits
}

/** By then the compiler has done its work: the first turn is not to pay for it. */
const HEAT_UP = { connections: 32, maxRequests: 5_000, maxMs: 4_000 }

async function heatUp({ url }: RunningContender): Promise<void> {
  const request = requestBytes(url, requestOf({ operation: 'converse', bodyBytes: 2_000 }))
  await runLoad(url, { request, ...HEAT_UP })
}

function rotated<T>(values: readonly T[], by: number): T[] {
  const start = by % values.length
  return [...values.slice(start), ...values.slice(0, start)]
}

/** Opens as many upstream connections as the turn needs. */
const WARM_UP_PART = 0.25

async function takeTurn(
  { name, url, pid }: RunningContender,
  workload: Workload,
  round: number,
  turnMs: number,
): Promise<Visit> {
  const { connections, maxRequests } = workload
  const load = { request: requestBytes(url, requestOf(workload)), connections, maxRequests, maxMs: turnMs }
  await runLoad(url, { ...load, maxMs: turnMs * WARM_UP_PART })
  const before = readUsage(pid)
  const { elapsedMs, totalMs, firstByteMs } = await runLoad(url, load)
  const after = readUsage(pid)
  return {
    workload: workload.name,
    contender: name,
    round,
    requests: totalMs.length,
    requestsPerSecond: totalMs.length / (elapsedMs / 1000),
    p50Ms: percentile(totalMs, 0.5),
    p99Ms: percentile(totalMs, 0.99),
    firstByteP50Ms: percentile(firstByteMs, 0.5),
    cpuMicrosPerRequest: before && after && (after.cpuMicros - before.cpuMicros) / totalMs.length,
    rssMegabytes: after?.rssMegabytes,
  }
}
