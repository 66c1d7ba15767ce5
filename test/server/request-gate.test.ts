import { describe, expect, it } from 'vitest'
import { createClientQuotas } from '../../src/server/client-quotas.ts'
import { ANYBODY } from '../../src/server/identify-client.ts'
import { createRequestGate } from '../../src/server/request-gate.ts'

const QUOTAS = createClientQuotas({})
const TOO_MANY_BYTES = expect.objectContaining({ code: 'too-many-bytes', retryAfterSeconds: 1 })

describe('The gate', () => {
  it('lets so many requests in at a time, and the next one when one has left', () => {
    const gate = createRequestGate({ maxConcurrentRequests: 2, maxBufferedBytes: 10 }, QUOTAS)
    const [first] = [gate.enter(ANYBODY), gate.enter(ANYBODY)]
    expect(() => gate.enter(ANYBODY)).toThrow(
      expect.objectContaining({ code: 'too-many-requests', retryAfterSeconds: 1 }),
    )
    first?.leave()
    expect(gate.enter(ANYBODY).client).toBeUndefined()
  })

  it('gives room for so many bytes to all requests together, until they leave', () => {
    const gate = createRequestGate({ maxConcurrentRequests: 10, maxBufferedBytes: 10 }, QUOTAS)
    const [first, second] = [gate.enter(ANYBODY), gate.enter(ANYBODY)]
    first?.reserve(4)
    second?.reserve(5)
    second?.reserve(1)
    expect(() => first?.reserve(1)).toThrow(TOO_MANY_BYTES)
    second?.leave()
    first?.reserve(6)
    expect(() => first?.reserve(1)).toThrow(TOO_MANY_BYTES)
    first?.leave()
    expect(() => gate.enter(ANYBODY).reserve(10)).not.toThrow()
  })

  it('gives each of several clients its share, and knows those without a name by their connections', () => {
    const gate = createRequestGate({ maxConcurrentRequests: 4, maxBufferedBytes: 40, maxBodyBytes: 10 }, QUOTAS)
    const [mine, yours] = [{}, {}]
    const first = gate.enter(ANYBODY, mine)
    gate.enter(ANYBODY, yours)
    gate.enter(ANYBODY, yours)
    expect(() => gate.enter(ANYBODY, yours)).toThrow(/its share of the 4 requests/)
    first.reserve(20)
    expect(() => first.reserve(1)).toThrow(/its share of 40 bytes/)
    const laptop = { ...ANYBODY, client: 'laptop' }
    gate.enter(laptop, yours)
  })

  it('has room for one body of who has yet to prove itself, however full it is', () => {
    const gate = createRequestGate({ maxConcurrentRequests: 1, maxBufferedBytes: 10, maxBodyBytes: 8 }, QUOTAS)
    gate.enter(ANYBODY).reserve(10)
    const unproved = gate.enter({ ...ANYBODY, client: 'laptop', isProved: false }, {})
    unproved.reserve(8)
    expect(() => unproved.reserve(1)).toThrow(TOO_MANY_BYTES)
  })

  it('does not count against a quota what it has no room for', () => {
    const quotas = createClientQuotas({ requestsPerMinute: 2 })
    const gate = createRequestGate({ maxConcurrentRequests: 1, maxBufferedBytes: 10 }, quotas)
    const entered = gate.enter(ANYBODY)
    for (let i = 0; i < 5; i++) expect(() => gate.enter(ANYBODY)).toThrow(/busy with 1 requests/)
    entered.leave()
    gate.enter(ANYBODY).leave()
    expect(() => gate.enter(ANYBODY)).toThrow(expect.objectContaining({ code: 'client-quota' }))
  })
})
