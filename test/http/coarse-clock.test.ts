import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterLimit, CoarseClock, clockFor } from '../../src/http/coarse-clock.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('looks at everybody who is there with each tick', () => {
  const clock = new CoarseClock(1_000)
  const [one, other] = [{ tick: vi.fn() }, { tick: vi.fn() }]
  clock.enter(one)
  vi.advanceTimersByTime(2_000)
  clock.enter(other)
  clock.leave(one)
  vi.advanceTimersByTime(1_000)
  expect([one.tick, other.tick].map(({ mock }) => mock.calls.length)).toEqual([2, 1])
})

it('takes no timer for whoever comes while it runs, and none once nobody is there', () => {
  const clock = new CoarseClock(1_000)
  const one = { tick: vi.fn() }
  for (let i = 0; i < 10; i++) {
    clock.enter(one)
    clock.leave(one)
    expect(vi.getTimerCount()).toBe(1)
  }
  vi.advanceTimersByTime(1_000)
  expect([vi.getTimerCount(), clock.size]).toEqual([0, 0])
  clock.enter(one)
  vi.advanceTimersByTime(1_000)
  expect(one.tick).toHaveBeenCalledOnce()
  clock.leave(one)
})

it('may be left in the middle of a tick', () => {
  const clock = new CoarseClock(10)
  const once = { tick: vi.fn(() => clock.leave(once)) }
  clock.enter(once)
  vi.advanceTimersByTime(50)
  expect(once.tick).toHaveBeenCalledOnce()
})

it.each([
  [900_000, 1_000],
  [10_000, 1_000],
  [200, 20],
  [1, 5],
])('ticks for a limit of %i ms every %i ms, whoever asks', (limitMs, tickMs) => {
  expect(clockFor(limitMs).tickMs).toBe(tickMs)
  expect(clockFor(limitMs)).toBe(clockFor(limitMs))
})

it('does something once the limit has passed, never before, unless it is called off', () => {
  const [act, never] = [vi.fn(), vi.fn()]
  const ticking = { tick: () => undefined }
  clockFor(4_990).enter(ticking)
  vi.advanceTimersByTime(499)
  afterLimit(4_990, act)
  afterLimit(4_990, never)()
  vi.advanceTimersByTime(4_989)
  expect(act).not.toHaveBeenCalled()
  vi.advanceTimersByTime(30_000)
  expect(act).toHaveBeenCalledOnce()
  expect(never).not.toHaveBeenCalled()
  clockFor(4_990).leave(ticking)
  vi.advanceTimersByTime(499)
  expect(vi.getTimerCount()).toBe(0)
})
