import { expect, it } from 'vitest'
import { dayCountText, parseDayCount } from '../../src/app/day-count-text.ts'

const DAY = Date.UTC(2026, 10, 22) / 86_400_000

it.each([
  [{}],
  [{ laptop: 3, '': 0, ci: Number.MAX_SAFE_INTEGER }],
  [JSON.parse('{"__proto__":7,"constructor":8,"a \\" b":9}')],
])('gives %j back', (clients) => {
  const count = { day: DAY, tokens: new Map(Object.entries<number>(clients)) }
  expect(parseDayCount(dayCountText(count))).toEqual(count)
})

it('is readable: the date, and names with numbers', () => {
  expect(dayCountText({ day: DAY, tokens: new Map([['laptop', 3]]) })).toBe(
    '{"format":1,"day":"2026-11-22","clients":{"laptop":3}}\n',
  )
})

it('passes over what is no count', () => {
  const clients = { a: -1, b: 1.5, c: '7', d: null, e: 1e300, f: [1], g: 7 }
  expect(parseDayCount(JSON.stringify({ format: 1, day: '2026-11-22', clients })).tokens).toEqual(new Map([['g', 7]]))
})

it.each([
  '',
  '{',
  'null',
  '[]',
  '7',
  '{}',
  '{"format":2,"day":"2026-11-22","clients":{}}',
  '{"format":1,"day":"yesterday","clients":{}}',
  '{"format":1,"day":"2026","clients":{}}',
  '{"format":1,"day":"2026-99-99","clients":{}}',
  '{"format":1,"day":20609,"clients":{}}',
  '{"format":1,"day":"2026-11-22"}',
  '{"format":1,"day":"2026-11-22","clients":[1]}',
])('refuses %j', (text) => {
  expect(() => parseDayCount(text)).toThrow()
})
