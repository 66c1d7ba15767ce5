import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { within } from '../../src/catalog/within.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('waits for the work, and leaves no timer behind', async () => {
  await within(1_000, Promise.resolve())
  expect(vi.getTimerCount()).toBe(0)
})

it('waits no longer than the limit', async () => {
  const waiting = within(1_000, new Promise(() => undefined))
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(waiting).resolves.toBeUndefined()
})

it('does not wait where there is nothing to wait for', async () => {
  await within(1_000, undefined)
  expect(vi.getTimerCount()).toBe(0)
})

it('fails as the work does, and leaves no timer behind', async () => {
  await expect(within(1_000, Promise.reject(new Error('denied')))).rejects.toThrow('denied')
  expect(vi.getTimerCount()).toBe(0)
})
