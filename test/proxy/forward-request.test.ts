import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Departure } from '../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { forwardRequest, type Lane } from '../../src/proxy/forward-request.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'

const REQUEST = { method: 'POST', target: '/', headers: {}, body: EMPTY_BODY }
const RESPONSE = { status: 200, statusText: '', headers: [] } as unknown as UpstreamResponse
const lost = Object.assign(new Error('lost'), { code: 'ECONNRESET' })
const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })

describe('forwardRequest', () => {
  it('counts one attempt where the first is answered', async () => {
    expect(await forward([RESPONSE]).forwarded).toEqual({ response: RESPONSE, attempts: 1 })
  })

  it('tries once more where the connection was lost', async () => {
    expect(await forward([lost, RESPONSE]).forwarded).toEqual({ response: RESPONSE, attempts: 2 })
  })

  it('gives up after the second loss', async () => {
    const { forwarded, calls } = forward([lost, lost, RESPONSE])
    await expect(forwarded).rejects.toMatchObject({ code: 'upstream-unreachable', cause: lost })
    expect(calls()).toBe(2)
  })

  it('does not send again what Bedrock may have worked on: a stale connection breaks at once', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let calls = 0
    const lane: Lane = async () => {
      calls++
      vi.advanceTimersByTime(1_001)
      throw lost
    }
    await expect(forwardRequest(lane, REQUEST, new Departure())).rejects.toMatchObject({ cause: lost, attempts: 1 })
    expect(calls).toBe(1)
  })

  it('does not try again what could not be connected', async () => {
    const { forwarded, calls } = forward([refused, RESPONSE])
    await expect(forwarded).rejects.toMatchObject({ code: 'upstream-unreachable', cause: refused })
    expect(calls()).toBe(1)
  })

  it('does not try again for a client that has left', async () => {
    const departure = new Departure()
    const { forwarded, calls } = forward([lost, RESPONSE], departure)
    departure.happen()
    await expect(forwarded).rejects.toMatchObject({ code: 'upstream-unreachable' })
    expect(calls()).toBe(1)
  })
})

/** Forwards over a lane that answers or fails by the list. */
function forward(outcomes: (UpstreamResponse | Error)[], departure = new Departure()) {
  let calls = 0
  const lane: Lane = async () => {
    const outcome = outcomes[calls++] ?? RESPONSE
    if (outcome instanceof Error) throw outcome
    return outcome
  }
  return { forwarded: forwardRequest(lane, REQUEST, departure), calls: () => calls }
}
