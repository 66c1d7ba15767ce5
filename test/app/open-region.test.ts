import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lazyLane, openRegion } from '../../src/app/open-region.ts'
import { prepareAws } from '../../src/app/prepare-aws.ts'
import type { CatalogKeeper } from '../../src/catalog/keep-catalog.ts'
import { Departure } from '../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import type { UpstreamResponse } from '../../src/proxy/exchange.ts'
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
  await expect.poll(() => parts.catalogReady()).toBeUndefined()
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

const GET = { method: 'GET', target: '/', headers: [], body: EMPTY_BODY }
const RESPONSE = { status: 200 } as unknown as UpstreamResponse
const departure = new Departure()

describe('lazyLane', () => {
  it('loads its lane with the first request, and once', async () => {
    let loads = 0
    const lane = lazyLane(async () => {
      loads++
      return async () => RESPONSE
    })
    expect(loads).toBe(0)
    expect(await Promise.all([lane(GET, departure), lane(GET, departure)])).toEqual([RESPONSE, RESPONSE])
    expect(loads).toBe(1)
  })

  it('hands request and departure on as they are', async () => {
    const seen: unknown[] = []
    const lane = lazyLane(async () => async (...given) => {
      seen.push(...given)
      return RESPONSE
    })
    await lane(GET, departure)
    expect(seen).toEqual([GET, departure])
  })

  it('loads again after a failure', async () => {
    let loads = 0
    const lane = lazyLane(async () => {
      if (loads++ === 0) throw new Error('no file handles left')
      return async () => RESPONSE
    })
    await expect(lane(GET, departure)).rejects.toThrow('no file handles left')
    expect(await lane(GET, departure)).toBe(RESPONSE)
  })
})
