import { expect, it } from 'vitest'
import { keepCredentials } from '../../src/aws/kept-credentials.ts'

const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'secret' }
const MINUTE_MS = 60_000

it('is empty at first', () => {
  const { kept } = start()
  expect([kept.fresh(), kept.valid(), kept.wereFound()]).toEqual([undefined, undefined, false])
})

it('keeps what has no end for ever', () => {
  const { kept, clock } = start()
  expect(kept.take(KEYS)).toBe(KEYS)
  clock.now += 1e12
  expect([kept.fresh(), kept.valid()]).toEqual([KEYS, KEYS])
})

it('is to be renewed from five minutes before the end, and has ended at the end', () => {
  const { kept, clock } = start()
  const found = kept.take({ ...KEYS, expiration: new Date(clock.now + 60 * MINUTE_MS) })
  clock.now += 55 * MINUTE_MS - 1
  expect(kept.fresh()).toBe(found)
  clock.now += 1
  expect([kept.fresh(), kept.valid()]).toEqual([undefined, found])
  clock.now += 5 * MINUTE_MS
  expect([kept.valid(), kept.wereFound()]).toEqual([undefined, true])
})

it('is not to be renewed at once where what is new ends soon', () => {
  const { kept, clock } = start()
  const found = kept.take({ ...KEYS, expiration: new Date(clock.now + MINUTE_MS) })
  clock.now += 29_999
  expect(kept.fresh()).toBe(found)
  clock.now += 1
  expect(kept.fresh()).toBeUndefined()
})

it('forgets what was refused, and not at once again what came in its place', () => {
  const { kept, clock } = start()
  kept.take(KEYS)
  kept.refuse()
  expect([kept.valid(), kept.wereFound()]).toEqual([undefined, false])
  kept.take(KEYS)
  kept.refuse()
  expect(kept.valid()).toBe(KEYS)
  clock.now += 5_000
  kept.refuse()
  expect(kept.valid()).toBeUndefined()
})

function start() {
  const clock = { now: 1_000_000 }
  return { kept: keepCredentials(() => clock.now), clock }
}
