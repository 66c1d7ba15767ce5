import { describe, expect, it } from 'vitest'
import { Departure } from '../../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../../src/proxy/body.ts'
import type { UpstreamResponse } from '../../../src/proxy/exchange.ts'
import { lazyLane } from '../../../src/proxy/lanes/lazy-lane.ts'

const GET = { method: 'GET', target: '/', headers: {}, body: EMPTY_BODY }
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
