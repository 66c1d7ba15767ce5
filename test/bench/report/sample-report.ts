import type { Report } from '../../../bench/report/report.ts'
import type { SummaryRow } from '../../../bench/report/summarize.ts'

/** A report with some figures, as a run with few contenders and workloads leaves it. */
export function sampleReport(): Report {
  return {
    machine: {
      cpu: 'A CPU',
      cores: 2,
      memoryGigabytes: 8,
      system: 'Linux',
      node: 'v20.1.2',
      loadBefore: 0.1,
      date: '2026-11-29T12:00:00.000Z',
    },
    rounds: 5,
    starts: [
      { contender: 'bare-relay', startMs: 100, idleRssMegabytes: 50 },
      { contender: 'this-proxy', startMs: 201, idleRssMegabytes: 64 },
    ],
    commands: [{ command: '--help', cpuMs: 75, ratio: 1.5 }],
    pace: [{ contender: 'this-proxy', firstMs: 12.34, laterMs: 1.25 }],
    openStreams: [{ contender: 'this-proxy', kilobytesPerStream: 50 }],
    summary: [
      row('2kb-32', 'bare-relay', { requestsPerSecond: 12_345, cpuMicrosPerRequest: 100 }),
      row('2kb-32', 'this-proxy', { throughputRatio: 0.6, cpuRatio: 1.5, requestsPerSecond: 7_400 }),
      row('2kb-1', 'this-proxy', { timeRatio: 1.3, timeRatioToSigv4Proxy: 1.9, p50Ms: 0.345 }),
      row('2kb-http2-8', 'bare-relay-http2', { requestsPerSecond: 3_000 }),
    ],
  }
}

function row(workload: string, contender: string, figures: Partial<SummaryRow>): SummaryRow {
  return {
    ...{ workload, contender, requestsPerSecond: Number.NaN, p50Ms: Number.NaN, p99Ms: Number.NaN },
    ...{ firstByteP50Ms: Number.NaN, addedP50Ms: undefined, addedFirstByteMs: undefined },
    ...{ throughputRatio: undefined, timeRatio: undefined, cpuRatio: undefined, firstByteRatio: undefined },
    ...{ timeRatioToSigv4Proxy: undefined, cpuMicrosPerRequest: undefined, rssMegabytes: undefined },
    ...figures,
  }
}
