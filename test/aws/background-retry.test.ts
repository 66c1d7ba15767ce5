import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createBackgroundRetry } from '../../src/aws/background-retry.ts'

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

it('tries again ever more rarely, up to once a minute', async () => {
  const start = Date.now()
  const attempts: number[] = []
  const retry = createBackgroundRetry(async () => {
    attempts.push((Date.now() - start) / 1000)
    retry.schedule()
  })
  retry.schedule()
  retry.schedule()
  await vi.advanceTimersByTimeAsync(200_000)
  expect(attempts).toEqual([10, 30, 70, 130, 190])
  retry.stop()
})

it('begins anew after a success', async () => {
  const attempt = vi.fn(async () => undefined)
  const retry = createBackgroundRetry(attempt)
  retry.schedule()
  await vi.advanceTimersByTimeAsync(10_000)
  retry.schedule()
  retry.cancel()
  expect(vi.getTimerCount()).toBe(0)
  retry.schedule()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(attempt).toHaveBeenCalledTimes(2)
})

it('tries nothing any more once it is stopped', async () => {
  const attempt = vi.fn(async () => undefined)
  const retry = createBackgroundRetry(attempt)
  retry.schedule()
  retry.stop()
  retry.schedule()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(attempt).not.toHaveBeenCalled()
})
