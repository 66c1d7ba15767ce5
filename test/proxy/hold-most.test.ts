import { expect, it, vi } from 'vitest'
import { holdMost } from '../../src/proxy/hold-most.ts'

it('takes room for the most that there was at a time', () => {
  const reserve = vi.fn()
  const hold = holdMost({ reserve })
  for (const bytes of [10, 4, 30, 30, 12]) hold(bytes)
  expect(reserve.mock.calls).toEqual([[10], [20]])
})
