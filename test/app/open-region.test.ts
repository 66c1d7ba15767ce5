import { expect, it, onTestFinished, vi } from 'vitest'
import { openRegion } from '../../src/app/open-region.ts'
import { prepareAws } from '../../src/app/prepare-aws.ts'
import type { CatalogKeeper } from '../../src/catalog/keep-catalog.ts'
import { CREDENTIALS, FRANKFURT } from '../fixtures/start-frankfurt.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

it("sends inference and relayed requests to the runtime, and the clients' listings to the control plane", async () => {
  const { upstreams } = await open(keeper(), false)
  expect(upstreams.inference.host).toBe('127.0.0.1:1')
  expect(upstreams.relay.host).toBe('127.0.0.1:1')
  expect(upstreams['control-plane'].host).toBe('127.0.0.1:1')
})

it('waits for nothing where AWS is never asked', async () => {
  const asked = vi.fn()
  const parts = await open(keeper({ refreshAtMostEvery: asked }), false)
  expect(parts.catalogReady()).toBeUndefined()
  await parts.refreshCatalog()
  expect(asked).not.toHaveBeenCalled()
})

it('lets requests wait for the first listing, and no longer once it is there', async () => {
  let arrive = () => {}
  const listing = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const parts = await open(keeper({ ready: () => listing }), true)
  expect(parts.catalogReady()).toBeInstanceOf(Promise)
  arrive()
  await parts.catalogReady()
  await vi.waitFor(() => expect(parts.catalogReady()).toBeUndefined())
})

it('asks AWS anew at most every 30 seconds, and waits two seconds at most', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const asked: number[] = []
  const never = (intervalMs: number) => {
    asked.push(intervalMs)
    return new Promise<never>(() => undefined)
  }
  const refreshed = (await open(keeper({ refreshAtMostEvery: never }), true)).refreshCatalog()
  await vi.advanceTimersByTimeAsync(2_000)
  await refreshed
  expect(asked).toEqual([30_000])
})

async function open(catalogKeeper: CatalogKeeper, isDiscovering: boolean) {
  const simulated = { endpoint: new URL('http://127.0.0.1:1'), credentials: CREDENTIALS }
  const context = { settings: SETTINGS, env: {}, simulated }
  const aws = await prepareAws(context)
  onTestFinished(() => aws.close())
  const regional = aws.inRegion(aws.placeOf('eu-central-1'))
  return openRegion({
    aws: regional,
    keeper: catalogKeeper,
    isDiscovering,
    limits: { maxBodyBytes: 1_000, idleTimeoutMs: 1_000 },
  })
}

function keeper(given: Partial<CatalogKeeper> = {}): CatalogKeeper {
  return {
    current: () => FRANKFURT,
    status: () => ({ source: 'snapshot', asOf: FRANKFURT.asOf }),
    refresh: async () => FRANKFURT,
    refreshAtMostEvery: async () => FRANKFURT,
    start: () => undefined,
    ready: async () => undefined,
    stop: () => undefined,
    ...given,
  }
}
