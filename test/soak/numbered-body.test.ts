import { expect, it } from 'vitest'
import { numberedBody, numberIn } from '../../soak/numbered-body.ts'
import { TRAFFIC } from '../../soak/traffic-table.ts'

it.each(TRAFFIC)('$name carries its number', (kind) => {
  expect([0, 7, 123_456].map((number) => numberIn(numberedBody(number, kind)))).toEqual([0, 7, 123_456])
})

it('A body that is no request of the soak has no number', () => {
  expect(numberIn(Buffer.from('{"messages":[]}'))).toBeUndefined()
})

it('Sizes lie between the bounds and reach both', () => {
  const kind = { name: 'large', share: 1, target: '/', endings: [], bodyBytes: [1_000, 5_000] as const }
  const sizes = Array.from({ length: 9 }, (_, number) => numberedBody(number, kind).length)
  expect(Math.min(...sizes)).toBeGreaterThan(1_000)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBe(4_000)
})
