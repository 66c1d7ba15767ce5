import { BARE_RELAYS } from '../contenders/contender-table.ts'
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
  /** As multiples of the bare relay's, in the same rounds: throughput, median, CPU per request, first byte over direct. */
  readonly throughputRatio: number | undefined
  readonly timeRatio: number | undefined
  readonly cpuRatio: number | undefined
  readonly firstByteRatio: number | undefined
  /** The median as a multiple of aws-sigv4-proxy's. */
  readonly timeRatioToSigv4Proxy: number | undefined
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
  const against = (names: readonly string[], compare: (own: Visit, other: Visit) => number | undefined) =>
    medianOfKnown(
      turns.map((own) => {
        const other = counterpart(own, names, visits)
        return other && compare(own, other)
      }),
    )
  const overDirect = (own: Visit) => {
    const direct = counterpart(own, DIRECT, visits)
    return direct && own.firstByteP50Ms - direct.firstByteP50Ms
  }
  return {
    workload,
    contender,
    requestsPerSecond: median(turns.map((visit) => visit.requestsPerSecond)),
    p50Ms: median(turns.map((visit) => visit.p50Ms)),
    p99Ms: median(turns.map((visit) => visit.p99Ms)),
    firstByteP50Ms: median(turns.map((visit) => visit.firstByteP50Ms)),
    addedP50Ms: against(DIRECT, (own, direct) => own.p50Ms - direct.p50Ms),
    addedFirstByteMs: against(DIRECT, overDirect),
    throughputRatio: against(BARE_RELAYS, (own, relay) => own.requestsPerSecond / relay.requestsPerSecond),
    timeRatio: against(BARE_RELAYS, (own, relay) => own.p50Ms / relay.p50Ms),
    cpuRatio: against(BARE_RELAYS, (own, relay) => quotient(own.cpuMicrosPerRequest, relay.cpuMicrosPerRequest)),
    firstByteRatio: against(BARE_RELAYS, (own, relay) => quotient(overDirect(own), overDirect(relay))),
    timeRatioToSigv4Proxy: against(SIGV4_PROXY, (own, other) => own.p50Ms / other.p50Ms),
    cpuMicrosPerRequest: medianOfKnown(turns.map((visit) => visit.cpuMicrosPerRequest)),
    rssMegabytes: medianOfKnown(turns.map((visit) => visit.rssMegabytes)),
  }
}

const DIRECT = ['direct']
const SIGV4_PROXY = ['aws-sigv4-proxy']

function quotient(own: number | undefined, other: number | undefined): number | undefined {
  return own === undefined || other === undefined ? undefined : own / other
}

/** What one of these contenders did in the same round. */
function counterpart(
  { workload, round }: Visit,
  contenders: readonly string[],
  visits: readonly Visit[],
): Visit | undefined {
  return visits.find(
    (visit) => visit.workload === workload && visit.round === round && contenders.includes(visit.contender),
  )
}
