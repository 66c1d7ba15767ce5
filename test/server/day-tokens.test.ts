import { expect, it } from 'vitest'
import { DayTokens } from '../../src/server/day-tokens.ts'

const MIDNIGHT_MS = Date.UTC(2026, 10, 22)
const DAY = MIDNIGHT_MS / 86_400_000

it('Tokens add up for each client until midnight UTC', () => {
  const { days, clock } = start()
  days.spend('laptop', 3)
  days.spend('laptop', 4)
  days.add('ci', 5)
  expect([days.usedBy('laptop'), days.usedBy('ci'), days.usedBy('')]).toEqual([7, 5, 0])
  expect(days.count()).toEqual({ day: DAY, tokens: new Map([...Object.entries({ laptop: 7, ci: 5 })]) })
  expect(days.endsAtMs).toBe(MIDNIGHT_MS + 86_400_000)
  clock.ms += 86_400_000
  expect([days.usedBy('laptop'), days.count()]).toEqual([0, { day: DAY + 1, tokens: new Map() }])
})

it('Whoever watches is told of what is spent, not of what is added from elsewhere, nor of nothing', () => {
  const { days } = start()
  let told = 0
  days.watch(() => told++)
  days.spend('laptop', 3)
  days.spend('laptop', 0)
  days.add('laptop', 3)
  expect(told).toBe(1)
})

it('A count is as it was when it was asked for', () => {
  const { days } = start()
  days.spend('laptop', 3)
  const { tokens } = days.count()
  days.spend('laptop', 3)
  expect(tokens.get('laptop')).toBe(3)
})

function start() {
  const clock = { ms: MIDNIGHT_MS }
  return { clock, days: new DayTokens(() => clock.ms) }
}
