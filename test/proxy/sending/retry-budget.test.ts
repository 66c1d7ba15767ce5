import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRetryBudget } from '../../../src/proxy/sending/retry-budget.ts'
import { checkProperty } from '../../fixtures/check-property.ts'

it('Three retries a minute are always there, and no fourth', () => {
  let now = 1_700_000_000_123
  const budget = createRetryBudget(() => now)
  const takeFour = () => [1, 2, 3, 4].map(() => budget.take())
  expect(takeFour()).toEqual([true, true, true, false])
  now += 59_999
  expect(budget.take()).toBe(false)
  now += 1
  expect(takeFour()).toEqual([true, true, true, false])
})

it('One retry for ten requests of the last minute', () => {
  let now = 0
  const budget = createRetryBudget(() => now)
  for (let i = 0; i < 100; i++) budget.count()
  const taken = () => Array.from({ length: 20 }, () => budget.take()).filter((one) => one).length
  expect(taken()).toBe(10)
  now = 61_000
  expect(taken()).toBe(3)
})

it('Whatever comes when, no minute has more retries than a tenth of its requests, or three', () => {
  const step = fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), requests: fc.integer({ min: 0, max: 60 }) })
  checkProperty(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let now = 0
      const budget = createRetryBudget(() => now)
      const [requests, retries]: [number[], number[]] = [[], []]
      for (const { afterMs, requests: count } of steps) {
        now += afterMs
        for (let i = 0; i < count; i++) {
          budget.count()
          requests.push(now)
          if (!budget.take()) continue
          const within = (times: readonly number[]) => times.filter((at) => at > now - 60_000).length
          retries.push(now)
          expect(within(retries)).toBeLessThanOrEqual(Math.max(3, within(requests) / 10))
        }
      }
    }),
  )
})
