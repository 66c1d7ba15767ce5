import { expect, it } from 'vitest'
import { createCoolDown } from '../../src/proxy/cool-down.ts'

const START = Date.parse('2026-11-22T00:00:00Z')

it.each<[retryAfter: string | undefined, onAfterMs: number, offAfterMs: number]>([
  ['2', 1_999, 2_000],
  ['Sun, 22 Nov 2026 00:00:10 GMT', 9_999, 10_000],
  ['86400', 299_999, 300_000],
])(
  'An ID is left alone for as long as retry-after %s says, up to five minutes',
  (retryAfter, onAfterMs, offAfterMs) => {
    let now = START
    const coolDown = createCoolDown(() => now)
    coolDown.begin('a', retryAfter)
    now = START + onAfterMs
    expect([coolDown.isOn('a'), coolDown.isOn('b')]).toEqual([true, false])
    now = START + offAfterMs
    expect(coolDown.isOn('a')).toBe(false)
  },
)

it.each([undefined, '', '0', '-1', 'soon', 'Sat, 21 Nov 2026 00:00:10 GMT'])(
  'Nothing is left alone for retry-after %s',
  (retryAfter) => {
    const coolDown = createCoolDown(() => START)
    coolDown.begin('a', retryAfter)
    expect(coolDown.isOn('a')).toBe(false)
  },
)

it('What clients make up does not fill the memory', () => {
  const coolDown = createCoolDown(() => START)
  for (let i = 0; i <= 500; i++) coolDown.begin(`a${i}`, '60')
  expect(coolDown.isOn('a500')).toBe(true)
  expect(coolDown.isOn('a0')).toBe(false)
})
