import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { retryAfterMs } from '../../src/http/retry-after.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 30, 12), toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

it.each([
  ['7', 7_000],
  ['Mon, 30 Nov 2026 12:00:30 GMT', 30_000],
])('reads %s', (header, milliseconds) => {
  expect(retryAfterMs(header)).toBe(milliseconds)
})

it.each([undefined, '', '0', '-1', '1.5s', 'soon', 'Mon, 30 Nov 2026 12:00:00 GMT'])(
  'finds in %j nothing to wait for',
  (header) => {
    expect(retryAfterMs(header)).toBeUndefined()
  },
)
