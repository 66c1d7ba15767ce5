import { expect, it } from 'vitest'
import { afterReading, isTooSlow, MIN_BYTES_PER_SECOND } from '../../src/proxy/body-pace.ts'

it.each([
  [0, 29_999, false],
  [0, 30_000, true],
  [10 * MIN_BYTES_PER_SECOND, 39_999, false],
  [10 * MIN_BYTES_PER_SECOND, 40_000, true],
])('of %i bytes in %i ms it is %s that they came too slowly', (bytes, elapsedMs, expected) => {
  expect(isTooSlow(bytes, elapsedMs)).toBe(expected)
})

it('judges when what is ready has been read', async () => {
  const order: string[] = []
  setImmediate(() => order.push('read'))
  afterReading(() => order.push('judged'))
  await expect.poll(() => order).toEqual(['read', 'judged'])
})
