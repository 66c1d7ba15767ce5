import { describe, expect, it } from 'vitest'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { lazyLane } from '../../src/proxy/lazy-lane.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'

const GET = { method: 'GET', target: '/', headers: {}, body: EMPTY_BODY }
const RESPONSE = { status: 200 } as unknown as UpstreamResponse
const { signal } = new AbortController()

describe('lazyLane', () => {
  it('loads its lane with the first request, and once', async () => {
    let loads = 0
    const lane = lazyLane(async () => {
      loads++
      return async () => RESPONSE
    })
    expect(loads).toBe(0)
    expect(await Promise.all([lane(GET, signal), lane(GET, signal)])).toEqual([RESPONSE, RESPONSE])
    expect(loads).toBe(1)
  })

  it('hands request and signal on as they are', async () => {
    const seen: unknown[] = []
    const lane = lazyLane(async () => async (...given) => {
      seen.push(...given)
      return RESPONSE
    })
    await lane(GET, signal)
    expect(seen).toEqual([GET, signal])
  })
})
