import { expect, it } from 'vitest'
import { median, medianOfKnown, percentile } from '../../../bench/measure/statistics.ts'

it.each([
  [[3, 1, 2], 0.5, 2],
  [[3, 1, 2], 0.99, 3],
  [[10, 9, 1], 0, 1],
  [[7], 0.5, 7],
])('the percentile of %j at %d is %d, by nearest rank', (values, part, expected) => {
  expect(percentile(values, part)).toBe(expected)
})

it.each([
  [[3, 1, 2], 2],
  [[4, 10, 1, 2], 3],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

it('takes no statistics of nothing for a figure', () => {
  expect([percentile([], 0.5), median([])]).toEqual([Number.NaN, Number.NaN])
  expect(medianOfKnown([undefined, 4, undefined, 2])).toBe(3)
  expect(medianOfKnown([undefined])).toBeUndefined()
})
