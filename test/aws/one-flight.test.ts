import { expect, it } from 'vitest'
import { oneFlight } from '../../src/aws/one-flight.ts'

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
