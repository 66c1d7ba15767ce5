import { expect, it } from 'vitest'
import { refreshDelayMs } from '../../src/catalog/refresh-delay.ts'

const MINUTE_MS = 60_000

it.each([
  [0, 60],
  [1, 1],
  [2, 2],
  [6, 32],
  [7, 60],
  [5000, 60],
])('after %i failures in a row AWS is asked again in %i minutes', (failures, minutes) => {
  expect(refreshDelayMs(failures, 0.5)).toBe(minutes * MINUTE_MS)
})

it.each([
  [0, 54],
  [1, 66],
])('an hour is ten percent shorter or longer by chance (%i)', (chance, minutes) => {
  expect(refreshDelayMs(0, chance)).toBeCloseTo(minutes * MINUTE_MS)
})
