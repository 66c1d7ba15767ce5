import type { Visit } from '../measure/measure-rounds.ts'
import { median, medianOfKnown } from '../measure/statistics.ts'

/** The medians of one contender's turns at one workload. What has no counterpart or no meter is undefined. */
export type SummaryRow = {
  readonly workload: string
  readonly contender: string
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly firstByteP50Ms: number
  /** Over the direct turns of the same rounds. */
  readonly addedP50Ms: number | undefined
  readonly addedFirstByteMs: number | undefined
  /** Throughput and time as multiples of the bare relay's, in the same rounds. */
  readonly throughputRatio: number | undefined
  readonly timeRatio: number | undefined
  readonly cpuMicrosPerRequest: number | undefined
  readonly rssMegabytes: number | undefined
}

/** Compares within each round first and takes the medians then: what the machine did in a round cancels out. */
export function summarize(visits: readonly Visit[]): SummaryRow[] {
  return visits
    .filter(({ round }) => round === 0)
    .map((first) =>
      summarizeTurns(
        first,
        visits.filter(({ workload, contender }) => workload === first.workload && contender === first.contender),
        visits,
      ),
    )
}

function summarizeTurns({ workload, contender }: Visit, turns: readonly Visit[], visits: readonly Visit[]): SummaryRow {
  const against = (name: string, compare: (own: Visit, other: Visit) => number) =>
    medianOfKnown(
      turns.map((own) => {
        const other = counterpart(own, name, visits)
        return other && compare(own, other)
      }),
    )
  return {
    workload,
    contender,
    requestsPerSecond: median(turns.map((visit) => visit.requestsPerSecond)),
    p50Ms: median(turns.map((visit) => visit.p50Ms)),
    p99Ms: median(turns.map((visit) => visit.p99Ms)),
    firstByteP50Ms: median(turns.map((visit) => visit.firstByteP50Ms)),
    addedP50Ms: against('direct', (own, direct) => own.p50Ms - direct.p50Ms),
    addedFirstByteMs: against('direct', (own, direct) => own.firstByteP50Ms - direct.firstByteP50Ms),
    throughputRatio: against('bare-relay', (own, relay) => own.requestsPerSecond / relay.requestsPerSecond),
    timeRatio: against('bare-relay', (own, relay) => own.p50Ms / relay.p50Ms),
    cpuMicrosPerRequest: medianOfKnown(turns.map((visit) => visit.cpuMicrosPerRequest)),
    rssMegabytes: medianOfKnown(turns.map((visit) => visit.rssMegabytes)),
  }
}

function counterpart({ workload, round }: Visit, contender: string, visits: readonly Visit[]): Visit | undefined {
  return visits.find((visit) => visit.workload === workload && visit.round === round && visit.contender === contender)
}
