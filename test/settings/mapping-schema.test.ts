import { expect, it } from 'vitest'
import { entriesIn, mapping } from '../../src/settings/mapping-schema.ts'

const SIZES = mapping('a mapping of sizes', { additionalProperties: { type: 'string' } }, (entries, report) => {
  for (const [key, value] of entries) if (value === 'huge') report(['sizes', key], 'smaller')
  return new Map(entries)
})

function issuesOf(given: unknown): unknown {
  return SIZES.safeParse(given).error?.issues.map(({ path, message }) => ({ path, message }))
}

it('reads the entries of a mapping', () => {
  expect(SIZES.safeParse({ a: 'small' }).data).toEqual(new Map([['a', 'small']]))
})

it.each(['', null])(
  'takes %j, which is what YAML makes of a key with nothing behind it, for an empty mapping',
  (given) => {
    expect(SIZES.safeParse(given).data).toEqual(new Map())
  },
)

it.each(['text', ['a', 'list'], 7, undefined])('says what it expected in place of %j', (given) => {
  expect(issuesOf(given)).toEqual([{ path: [], message: 'a mapping of sizes' }])
})

it('tells every problem with its path, and gives no value then', () => {
  expect(issuesOf({ a: 'huge', b: 'small', c: 'huge' })).toEqual([
    { path: ['sizes', 'a'], message: 'smaller' },
    { path: ['sizes', 'c'], message: 'smaller' },
  ])
})

it('keeps the order of the entries', () => {
  expect(entriesIn({ b: '1', a: '2' })).toEqual([
    ['b', '1'],
    ['a', '2'],
  ])
})
