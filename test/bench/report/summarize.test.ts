import { describe, expect, it } from 'vitest'
import type { Visit } from '../../../bench/measure/measure-rounds.ts'
import { judgeAims } from '../../../bench/report/aims.ts'
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

  it('leaves out what has no counterpart', () => {
    const [alone] = summarize([visit('this-proxy', 0, {})])
    expect([alone?.throughputRatio, alone?.addedP50Ms, alone?.cpuMicrosPerRequest]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the aims', () => {
  it('are judged by the figures of the proxy itself', () => {
    const starts = [
      { contender: 'bare-relay', startMs: 100, idleRssMegabytes: 50 },
      { contender: 'this-proxy', startMs: 401, idleRssMegabytes: 90 },
    ]
    const judged = judgeAims(summarize(NOISY_ROUNDS), starts)
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      'reached',
      'not measured',
      'not measured',
      'not measured',
      'reached',
      'missed',
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
