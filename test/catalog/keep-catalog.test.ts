import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { keepCatalog } from '../../src/catalog/keep-catalog.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

it('starts with the catalog that it is given, and asks nobody', () => {
  const { keeper, asked } = startKeeper()
  expect(keeper.current().asOf).toBe('initial')
  expect(asked()).toBe(0)
})

it('puts a refreshed catalog in force', async () => {
  const { keeper } = startKeeper()
  const refreshed = await keeper.refresh()
  expect(refreshed.asOf).toBe('live 1')
  expect(keeper.current()).toBe(refreshed)
})

it('asks once for all who refresh at the same time', async () => {
  const { keeper, asked } = startKeeper()
  keeper.start()
  const [one, other] = await Promise.all([keeper.refresh(), keeper.refresh()])
  expect(one).toBe(other)
  expect(asked()).toBe(1)
})

it('asks in the background at once, and then every hour', async () => {
  const { keeper, events } = startKeeper()
  keeper.start()
  await vi.advanceTimersByTimeAsync(HOUR_MS - 1)
  expect(events).toEqual(['live 1'])
  await vi.advanceTimersByTimeAsync(1)
  expect(events).toEqual(['live 1', 'live 2'])
  expect(keeper.current().asOf).toBe('live 2')
})

it('waits an hour before it asks again where the catalog in force is live already', async () => {
  const { keeper, asked } = startKeeper()
  await keeper.refresh()
  keeper.start()
  await vi.advanceTimersByTimeAsync(HOUR_MS - 1)
  expect(asked()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(asked()).toBe(2)
})

it('keeps what is in force where AWS does not answer, and asks again in a minute', async () => {
  const { keeper, events, fail } = startKeeper()
  fail(true)
  keeper.start()
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1)
  expect(events).toEqual(['failed 1, initial in force'])
  expect(keeper.current().asOf).toBe('initial')
  fail(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(events).toEqual(['failed 1, initial in force', 'live 2'])
  expect(keeper.current().asOf).toBe('live 2')
})

it('goes back to every hour once AWS has answered', async () => {
  const { keeper, asked, fail } = startKeeper()
  fail(true)
  keeper.start()
  await vi.advanceTimersByTimeAsync(0)
  fail(false)
  await vi.advanceTimersByTimeAsync(MINUTE_MS + HOUR_MS - 1)
  expect(asked()).toBe(2)
})

it('rejects a refresh that fails, without taking away what is in force', async () => {
  const { keeper, fail } = startKeeper()
  fail(true)
  await expect(keeper.refresh()).rejects.toThrow('failed 1')
  expect(keeper.current().asOf).toBe('initial')
})

it('asks no more once it is stopped', async () => {
  const { keeper, asked } = startKeeper()
  keeper.start()
  await vi.advanceTimersByTimeAsync(0)
  keeper.stop()
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS)
  expect(asked()).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

it.each([false, true])('tells nothing of a flight that ends after it was stopped (failing: %s)', async (isFailing) => {
  const { keeper, events, fail } = startKeeper()
  fail(isFailing)
  keeper.start()
  keeper.stop()
  await vi.advanceTimersByTimeAsync(2 * HOUR_MS)
  expect(events).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

/** A keeper whose catalogs, or failures, are numbered by the times that it has asked. */
function startKeeper() {
  let asked = 0
  let isFailing = false
  const events: string[] = []
  async function discover(): Promise<Catalog> {
    asked++
    if (isFailing) throw new Error(`failed ${asked}`)
    return catalogAsOf(`live ${asked}`)
  }
  const keeper = keepCatalog(catalogAsOf('initial', 'snapshot'), discover, {
    onRefreshed: ({ asOf }) => events.push(asOf),
    onFailed: (error, { asOf }) => events.push(`${(error as Error).message}, ${asOf} in force`),
  })
  return {
    keeper,
    events,
    asked: () => asked,
    fail: (should: boolean) => {
      isFailing = should
    },
  }
}

function catalogAsOf(asOf: string, source: Catalog['source'] = 'live'): Catalog {
  return { region: 'eu-central-1', source, asOf, models: new Map(), applicationProfiles: [] }
}
