import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { watchNetwork } from '../../src/aws/network-watch.ts'

/** A watch over a clock and addresses that the test sets, and the doubts so far. */
function start() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const senses = { clock: 0, addresses: 'en0 192.0.2.1' }
  let isFailing = false
  const addresses = () => {
    if (isFailing) throw new Error('EMFILE')
    return senses.addresses
  }
  const fail = (yes: boolean) => {
    isFailing = yes
  }
  const watch = watchNetwork({ now: () => senses.clock, addresses })
  const doubted = vi.fn()
  const stop = watch.onDoubt(doubted)
  onTestFinished(stop)
  /** A second of the monotonic clock, and so many milliseconds on the wall. */
  const tick = (wallMs = 1_000) => {
    senses.clock += wallMs
    vi.advanceTimersByTime(1_000)
  }
  return { senses, watch, tick, stop, fail, doubts: () => doubted.mock.calls.length }
}

describe('watchNetwork', () => {
  it('doubts nothing while ticks come in time, or a little late', () => {
    const { tick, doubts, watch } = start()
    for (const wallMs of [1_000, 1_000, 5_900, 1_000]) tick(wallMs)
    watch.check()
    expect(doubts()).toBe(0)
  })

  it.each([
    ['a laptop slept, on a clock that stood still meanwhile', 3_600_000],
    ['a tick came six seconds late', 7_001],
  ])('doubts once where %s', (_, wallMs) => {
    const { tick, doubts, watch } = start()
    tick(wallMs)
    watch.check()
    tick()
    expect(doubts()).toBe(1)
  })

  it('knows of a sleep before the first tick after it', () => {
    const { senses, watch, tick, doubts } = start()
    senses.clock += 60_000
    watch.check()
    expect(doubts()).toBe(1)
    tick()
    expect(doubts()).toBe(1)
  })

  it('doubts nothing where the clock is set back', () => {
    const { tick, doubts } = start()
    tick(-3_600_000)
    tick()
    expect(doubts()).toBe(0)
  })

  it('doubts at every change of addresses, to none and back', () => {
    const { senses, tick, doubts } = start()
    const seen: number[] = []
    for (const addresses of ['en0 192.0.2.1,utun3 10.8.0.2', '', '', 'en0 192.0.2.1']) {
      senses.addresses = addresses
      tick()
      seen.push(doubts())
    }
    expect(seen).toEqual([1, 2, 2, 3])
  })

  it('doubts nothing, and fails nobody, where the system does not say', () => {
    const { tick, doubts, fail } = start()
    for (const isFailing of [true, false]) {
      fail(isFailing)
      tick()
    }
    expect(doubts()).toBe(0)
  })

  it('watches nothing without a listener, and begins anew with the next', () => {
    const { senses, watch, tick, stop, doubts } = start()
    stop()
    expect(vi.getTimerCount()).toBe(0)
    tick(60_000)
    watch.check()
    const again = vi.fn()
    onTestFinished(watch.onDoubt(again))
    senses.addresses = 'en1 192.0.2.9'
    tick()
    expect([doubts(), again.mock.calls.length]).toEqual([0, 1])
  })

  it('sees the addresses of this machine', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const doubted = vi.fn()
    onTestFinished(watchNetwork().onDoubt(doubted))
    vi.advanceTimersByTime(3_000)
    expect(doubted).not.toHaveBeenCalled()
  })
})
