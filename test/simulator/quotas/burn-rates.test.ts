import { expect, it } from 'vitest'
import { BURN_ROWS, burnOf } from '../../../src/simulator/quotas/burn-rates.ts'

it.each([
  ['anthropic.claude-sonnet-4-6', 5],
  ['eu.anthropic.claude-opus-5-5', 5],
  ['anthropic.claude-3-7-sonnet-20250219-v1:0', 5],
  ['anthropic.claude-3-haiku-20240307-v1:0', 1],
  ['amazon.nova-lite-v1:0', 1],
  ['', 1],
])('an output token of %s takes %i', (modelId, burn) => {
  expect(burnOf(modelId).burn).toBe(burn)
})

it('has a source and a month for each rate', () => {
  expect(BURN_ROWS.every(({ source, date }) => source !== '' && /^20\d\d-\d\d$/.test(date))).toBe(true)
})
