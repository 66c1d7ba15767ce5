import { describe, expect, it, onTestFinished } from 'vitest'
import { createUpstreamPool } from '../../../src/aws/upstream-connection.ts'
import { Departure } from '../../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../../src/proxy/body.ts'
import type { Lane } from '../../../src/proxy/exchange.ts'
import { createInferenceLane } from '../../../src/proxy/lanes/inference-lane.ts'
import { expectLaneBehaviour } from '../../fixtures/lane-behaviour.ts'
import { startUpstream } from '../../fixtures/start-upstream.ts'

const GET = { method: 'GET', target: '/', headers: [], body: EMPTY_BODY }

function createLane(origin: string, idleTimeoutMs = 30_000): Lane {
  const pool = createUpstreamPool(new URL(origin))
  onTestFinished(() => pool.destroy())
  return createInferenceLane(pool, origin, idleTimeoutMs)
}

describe('The inference lane', () => {
  expectLaneBehaviour(createLane)

  it('sends nothing for a client that has already left', async () => {
    const requests: string[] = []
    const upstream = await startUpstream((_socket, request) => requests.push(request))
    await expect(createLane(upstream.url)(GET, departed())).rejects.toThrow()
    expect(requests).toEqual([])
  })

  it('rejects with the code of the failure where nobody listens', async () => {
    await expect(createLane('http://127.0.0.1:1')(GET, new Departure())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    })
  })
})

function departed(): Departure {
  const departure = new Departure()
  departure.happen()
  return departure
}
