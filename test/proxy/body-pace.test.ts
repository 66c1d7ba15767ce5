import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MIN_BYTES_PER_SECOND, watchPace } from '../../src/proxy/body-pace.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('lets a body come as slowly as it likes for half a minute, and then asks for a pace', async () => {
  let bytes = 0
  const onTooSlow = vi.fn()
  watchPace({ bytesSoFar: () => bytes, onTooSlow })
  await vi.advanceTimersByTimeAsync(29_999)
  bytes = 10 * MIN_BYTES_PER_SECOND
  await vi.advanceTimersByTimeAsync(10_000)
  expect(onTooSlow).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(10)
  expect(onTooSlow).toHaveBeenCalledOnce()
})

it('is told when to stop', async () => {
  const onTooSlow = vi.fn()
  watchPace({ bytesSoFar: () => 0, onTooSlow })()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(onTooSlow).not.toHaveBeenCalled()
})

it('reads what has come during a sleep of the machine before it judges', async () => {
  let bytes = 0
  const onTooSlow = vi.fn()
  watchPace({ bytesSoFar: () => bytes, onTooSlow })
  // The timer is late; the socket is read after it, and before what waits for that.
  vi.setSystemTime(Date.now() + 60_000)
  setTimeout(() => setImmediate(() => undefined), 29_999)
  setTimeout(() => {
    bytes = 1024 * MIN_BYTES_PER_SECOND
  }, 30_000)
  await vi.advanceTimersByTimeAsync(30_001)
  expect(onTooSlow).not.toHaveBeenCalled()
})
