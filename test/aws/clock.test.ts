import { expect, it } from 'vitest'
import { createClock } from '../../src/aws/clock.ts'

const NOON = Date.parse('2026-11-22T12:00:00Z')

it.each([
  ['Sun, 22 Nov 2026 12:10:00 GMT', '2026-11-22T12:10:00.000Z'],
  ['Sun, 22 Nov 2026 11:50:00 GMT', '2026-11-22T11:50:00.000Z'],
])('A clock that is ten minutes off is set to %s', (date, now) => {
  const clock = createClock(() => NOON)
  expect(clock.correct(date)).toBe(true)
  expect(clock.now().toISOString()).toBe(now)
  expect(clock.correct(date)).toBe(false)
})

it.each([undefined, '', 'yesterday', 'Sun, 22 Nov 2026 12:00:59 GMT'])(
  'A clock is left alone by the date %s',
  (date) => {
    const clock = createClock(() => NOON)
    expect(clock.correct(date)).toBe(false)
    expect(clock.now().getTime()).toBe(NOON)
  },
)

it('A corrected clock goes on', () => {
  let machine = NOON
  const clock = createClock(() => machine)
  clock.correct('Sun, 22 Nov 2026 12:10:00 GMT')
  machine += 1_000
  expect(clock.now().toISOString()).toBe('2026-11-22T12:10:01.000Z')
})
