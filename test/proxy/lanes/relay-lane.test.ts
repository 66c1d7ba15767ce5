import { Agent } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Departure } from '../../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../../src/proxy/body.ts'
import type { Lane } from '../../../src/proxy/exchange.ts'
import { createRelayLane } from '../../../src/proxy/lanes/relay-lane.ts'
import { IDLE_TIMEOUT } from '../../../src/proxy/sending/upstream-error.ts'
import { expectLaneBehaviour } from '../../fixtures/lane-behaviour.ts'
import { startUpstream } from '../../fixtures/start-upstream.ts'

const GET = { method: 'GET', target: '/', headers: [], body: EMPTY_BODY }

function createLane(origin: string, idleTimeoutMs = 30_000): Lane {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return createRelayLane(new URL(origin), agent, idleTimeoutMs)
}

describe('The relay lane', () => {
  expectLaneBehaviour(createLane)

  it('does not even connect for a client that has already left', async () => {
    const upstream = await startUpstream(() => undefined)
    await expect(createLane(upstream.url)(GET, departed())).rejects.toThrow()
    expect(upstream.connections()).toBe(0)
  })

  it('rejects with a code of its own where the upstream is silent', async () => {
    const { url } = await startUpstream(() => undefined)
    await expect(createLane(url, 50)(GET, new Departure())).rejects.toMatchObject({ code: IDLE_TIMEOUT })
  })
})

function departed(): Departure {
  const departure = new Departure()
  departure.happen()
  return departure
}
