import type { RunningContender } from '../contenders/with-contenders.ts'
import type { Load, LoadResult } from '../load/load.ts'
import { requestBytes } from '../load/request-bytes.ts'
import { runHttp2Load } from '../load/run-http2-load.ts'
import { runLoad } from '../load/run-load.ts'
import { type HttpVersion, requestOf, SMALL, type Workload } from '../workloads.ts'
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
      const able = contenders.filter(({ versions }) => versions.includes(workload.version))
      for (const contender of rotated(able, round)) {
        visits.push(await takeTurn(contender, workload, round, turnMs))
      }
    }
  }
  return visits
}

/** By then the compiler has done its work, which it is at for some 15,000 requests: no turn is to pay for it, on slow machines as well. */
const HEAT_UP = { connections: 32, maxRequests: 20_000, maxMs: 20_000 }

/** Makes the contender hot, over each version that it speaks. */
export async function heatUp({ url, versions }: Pick<RunningContender, 'url' | 'versions'>): Promise<void> {
  for (const version of versions) {
    await loadOver(version, url, requestOf(SMALL), HEAT_UP)
  }
}

function loadOver(
  version: HttpVersion,
  url: URL,
  request: { target: string; body: Buffer },
  limits: Omit<Load, 'request'>,
): Promise<LoadResult> {
  if (version === '2') return runHttp2Load(url, { request, ...limits })
  return runLoad(url, { request: requestBytes(url, request), ...limits })
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
  const { connections, maxRequests, version } = workload
  const load = (maxMs: number) => loadOver(version, url, requestOf(workload), { connections, maxRequests, maxMs })
  await load(turnMs * WARM_UP_PART)
  const before = readUsage(pid)
  const { elapsedMs, totalMs, firstByteMs } = await load(turnMs)
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
