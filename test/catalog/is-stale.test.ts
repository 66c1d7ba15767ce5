import { expect, it } from 'vitest'
import { isStale } from '../../src/catalog/is-stale.ts'

const TODAY = new Date('2026-11-22T00:00:00Z')

it.each([
  ['snapshot', '2026-08-23', true],
  ['snapshot', '2026-08-24', false],
  ['snapshot', '2026-11-22', false],
  ['cache', '2020-01-01T00:00:00.000Z', false],
  ['live', '2020-01-01T00:00:00.000Z', false],
] as const)('a catalog that is a %s of %s is stale on 2026-11-22: %s', (source, asOf, expected) => {
  expect(isStale({ source, asOf }, TODAY)).toBe(expected)
})
