import { describe, expect, it } from 'vitest'
import type { Visit } from '../../../bench/measure/measure-rounds.ts'
import { summarize } from '../../../bench/report/summarize.ts'

const NOISY_ROUNDS = [
  visit('direct', 0, { p50Ms: 0.1 }),
  visit('bare-relay', 0, { requestsPerSecond: 1000, p50Ms: 0.2 }),
  visit('this-proxy', 0, { requestsPerSecond: 600, p50Ms: 0.3 }),
  visit('direct', 1, { p50Ms: 1.1 }),
  visit('bare-relay', 1, { requestsPerSecond: 100, p50Ms: 2 }),
  visit('this-proxy', 1, { requestsPerSecond: 60, p50Ms: 1.3 }),
]

describe('the summary', () => {
  it('compares within a round, so that a slow round does not tilt the comparison', () => {
    const own = summarize(NOISY_ROUNDS).find(({ contender }) => contender === 'this-proxy')
    expect(own?.throughputRatio).toBeCloseTo(0.6)
    expect(own?.addedP50Ms).toBeCloseTo(0.2)
    expect(own?.requestsPerSecond).toBe(330)
  })

  it('compares CPU and what is added to the first byte with the bare relay of the same HTTP version', () => {
    const rows = summarize([
      visit('direct', 0, { firstByteP50Ms: 1 }),
      visit('bare-relay', 0, { firstByteP50Ms: 2, cpuMicrosPerRequest: 100 }),
      visit('aws-sigv4-proxy', 0, { p50Ms: 2 }),
      visit('this-proxy', 0, { firstByteP50Ms: 2.5, cpuMicrosPerRequest: 150, p50Ms: 3 }),
      { ...visit('bare-relay-http2', 0, { p50Ms: 2 }), workload: 'http2' },
      { ...visit('this-proxy', 0, { p50Ms: 5 }), workload: 'http2' },
    ])
    const [own, ownOverHttp2] = rows.filter(({ contender }) => contender === 'this-proxy')
    expect(own).toMatchObject({ cpuRatio: 1.5, firstByteRatio: 1.5, timeRatioToSigv4Proxy: 1.5 })
    expect(ownOverHttp2).toMatchObject({ timeRatio: 2.5, firstByteRatio: undefined })
  })

  it('leaves out what has no counterpart', () => {
    const [alone] = summarize([visit('this-proxy', 0, {})])
    expect([alone?.throughputRatio, alone?.addedP50Ms, alone?.cpuMicrosPerRequest]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

function visit(contender: string, round: number, figures: Partial<Visit>): Visit {
  return {
    workload: '2kb-32',
    contender,
    round,
    requests: 1,
    requestsPerSecond: 1,
    p50Ms: 1,
    p99Ms: 1,
    firstByteP50Ms: 1,
    cpuMicrosPerRequest: undefined,
    rssMegabytes: undefined,
    ...figures,
  }
}
