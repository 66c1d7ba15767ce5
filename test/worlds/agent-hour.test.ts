import { beforeAll, describe, expect, it } from 'vitest'
import { type HourOptions, type HourReport, replayAgentHour } from './agent-hour.ts'

/** So little that agents which stay with one profile are throttled now and then. */
const SCARCE: HourOptions = { seed: 1, failover: 'off', routing: 'geo-first', tokensPerMinute: 14_000 }

const shareOf = ({ answered, turns }: HourReport) => answered / turns

describe('An hour of agents in front of scarce quotas', () => {
  let without: HourReport
  let withFailover: HourReport

  beforeAll(async () => {
    without = await replayAgentHour(SCARCE)
    withFailover = await replayAgentHour({ ...SCARCE, failover: 'throttling' })
  }, 60_000)

  it('leaves turns without an answer where nothing is done about it', () => {
    expect(without).toMatchObject({ retries: 0, failovers: 0, breaches: [] })
    expect(shareOf(without)).toBeLessThan(0.9)
  })

  it('answers nearly all of them with failover, and sends nothing that the policy does not allow', () => {
    expect(withFailover.breaches).toEqual([])
    expect(withFailover.failovers).toBeGreaterThan(0)
    expect(shareOf(withFailover)).toBeGreaterThan(0.98)
    expect(withFailover.turns).toBeGreaterThan(without.turns)
  })
})

it('Agents have nowhere to go where the policy leaves one profile alone', async () => {
  const options: HourOptions = { ...SCARCE, routing: 'geo-only', minutes: 10 }
  const report = await replayAgentHour({ ...options, failover: 'throttling' })
  expect(report).toEqual(await replayAgentHour(options))
  expect(report).toMatchObject({ failovers: 0, breaches: [] })
  expect(shareOf(report)).toBeLessThan(1)
}, 60_000)
