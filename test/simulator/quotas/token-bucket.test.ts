import { expect, it } from 'vitest'
import { createTokenBucket } from '../../../src/simulator/quotas/token-bucket.ts'

it('gives what there is, all or nothing, and refills evenly', () => {
  let now = 0
  const bucket = createTokenBucket(60, 60_000, () => now)
  expect([bucket.take(50), bucket.take(20), bucket.take(10)]).toEqual([true, false, true])
  now += 15_000
  expect([bucket.take(16), bucket.take(15), bucket.take(1)]).toEqual([false, true, false])
  now += 600_000
  expect([bucket.take(61), bucket.take(60)]).toEqual([false, true])
})

it('takes back what was not used, never more than it holds, and remembers a debt', () => {
  let now = 0
  const bucket = createTokenBucket(60, 60_000, () => now)
  bucket.take(60)
  bucket.give(100)
  expect([bucket.take(61), bucket.take(60)]).toEqual([false, true])
  bucket.give(-30)
  now += 30_000
  expect(bucket.take(1)).toBe(false)
  now += 1000
  expect(bucket.take(1)).toBe(true)
})
