import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { oneFlight, patientFlight, settledWithin } from '../../src/aws/one-flight.ts'

it('does the work once for all who ask while it is under way', async () => {
  const { fly, flights } = startFlights()
  const all = await Promise.all([fly(), fly(), fly()])
  expect(all).toEqual([1, 1, 1])
  expect(flights()).toBe(1)
})

it('does it anew for who asks afterwards', async () => {
  const { fly } = startFlights()
  expect([await fly(), await fly()]).toEqual([1, 2])
})

it('shares a failure, and forgets it', async () => {
  const { fly } = startFlights(1)
  const failed = await Promise.allSettled([fly(), fly()])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await fly()).toBe(2)
})

describe('A patient flight', () => {
  it('gives its result to all who join, and then is over', async () => {
    const { fly, flights } = startFlights()
    const join = patientFlight(1000, fly)
    expect(await Promise.all([join(), join()])).toEqual([1, 1])
    await settledWithin(1000, Promise.resolve())
    expect(await join()).toBe(2)
    expect(flights()).toBe(2)
  })

  it('that takes too long is not begun anew until it has ended, and refuses at once', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { promise, resolve } = deferred<string>()
    let begun = 0
    const join = patientFlight(1000, () => {
      begun++
      return promise
    })
    const first = expect(join()).rejects.toMatchObject({ name: 'FlightOverdue' })
    await vi.advanceTimersByTimeAsync(1000)
    await first
    await expect(join()).rejects.toMatchObject({ name: 'FlightOverdue' })
    expect(begun).toBe(1)
    resolve('late')
    await vi.advanceTimersByTimeAsync(0)
    expect(await join()).toBe('late')
    expect([begun, vi.getTimerCount()]).toEqual([2, 0])
  })
})

it('Work is waited for as long as somebody has patience, however it ends', async () => {
  await settledWithin(60_000, Promise.reject(new Error('failed')))
  await settledWithin(60_000, undefined)
  await settledWithin(1, new Promise<never>(() => undefined))
})

/** Work that counts how often it was done, and fails the first times. */
function startFlights(failures = 0) {
  let flights = 0
  const fly = oneFlight(async () => {
    flights++
    if (flights <= failures) throw new Error('failed')
    return flights
  })
  return { fly, flights: () => flights }
}

function deferred<Result>() {
  let resolve: (result: Result) => void = () => undefined
  const promise = new Promise<Result>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
