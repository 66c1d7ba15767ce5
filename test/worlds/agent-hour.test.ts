import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { HourOptions, HourReport } from './agent-hour.ts'

/** So little that agents which stay with one profile are throttled now and then. */
const SCARCE: HourOptions = { seed: 1, failover: 'off', routing: 'geo-first', tokensPerMinute: 14_000 }

const shareOf = ({ answered, turns }: HourReport) => answered / turns
const cacheWritesPerTurn = ({ cacheWriteTokens, answered }: HourReport) => cacheWriteTokens / answered

// Other files of this worker may have left the clock that all requests share ticking, in real time.
let replayAgentHour: typeof import('./agent-hour.ts').replayAgentHour
beforeAll(async () => {
  vi.resetModules()
  ;({ replayAgentHour } = await import('./agent-hour.ts'))
})

describe('An hour of agents in front of scarce quotas', () => {
  let without: HourReport
  let withFailover: HourReport

  beforeAll(async () => {
    without = await replayAgentHour(SCARCE)
    withFailover = await replayAgentHour({ ...SCARCE, failover: 'throttling' })
  }, 60_000)

  it('leaves turns without an answer where nothing is done about it', () => {
    expect(without).toMatchObject({ retries: 0, failovers: 0, moves: 0, breaches: [] })
    expect(shareOf(without)).toBeLessThan(0.9)
  })

  it('answers nearly all of them with failover, and sends nothing that the policy does not allow', () => {
    expect(withFailover.breaches).toEqual([])
    expect(withFailover.failovers).toBeGreaterThan(0)
    expect(shareOf(withFailover)).toBeGreaterThan(0.99)
    expect(withFailover.turns).toBeGreaterThan(without.turns)
  })

  it('keeps conversations where their caches are: they move only where they are throttled', () => {
    const { moves, failovers, requests } = withFailover
    expect(moves).toBeLessThan(failovers / 4)
    expect(moves).toBeLessThan(requests / 10)
    expect(cacheWritesPerTurn(withFailover)).toBeLessThan(cacheWritesPerTurn(without) * 1.6)
  })

  it('sends little more than it is asked for', () => {
    const { retries, requests, beyondBudget } = withFailover
    expect(beyondBudget).toBe(0)
    expect(retries).toBeLessThan(requests / 10)
  })
})

describe('Half an hour of agents that need more than one Region', () => {
  const NEEDY: HourOptions = { ...SCARCE, tokensPerMinute: 9_000, minutes: 30 }

  it('is answered with a second Region, within the budget of retries, whether or not sessions are named', async () => {
    const options: HourOptions = { ...NEEDY, failover: 'throttling' }
    const inOne = await replayAgentHour(options)
    for (const namesSessions of [true, false]) {
      const inTwo = await replayAgentHour({ ...options, failoverRegions: ['us-east-1'], namesSessions })
      expect(inTwo).toMatchObject({ regions: ['eu-central-1', 'us-east-1'], beyondBudget: 0, breaches: [] })
      expect(shareOf(inTwo)).toBeGreaterThan(0.95)
      expect(shareOf(inTwo)).toBeGreaterThan(shareOf(inOne))
    }
  }, 60_000)

  it('stays in its geography where the policy says so, whatever Regions are named', async () => {
    const options: HourOptions = { ...NEEDY, routing: 'geo-only', minutes: 10 }
    const report = await replayAgentHour({ ...options, failover: 'throttling', failoverRegions: ['us-east-1'] })
    expect(report).toEqual(await replayAgentHour(options))
    expect(report).toMatchObject({ failovers: 0, regions: ['eu-central-1'], breaches: [] })
    expect(shareOf(report)).toBeLessThan(1)
  }, 60_000)
})
