import { expect, it } from 'vitest'
import { whenThere } from '../../src/http/when-there.ts'

it('goes on at once with what is there', () => {
  expect(whenThere(2, (two) => two * 3)).toBe(6)
  expect(() =>
    whenThere(2, () => {
      throw new Error('no')
    }),
  ).toThrow('no')
})

it('goes on with what is promised when it comes', async () => {
  const going = whenThere(Promise.resolve(2), (two) => two * 3)
  expect(going).toBeInstanceOf(Promise)
  expect(await going).toBe(6)
})
