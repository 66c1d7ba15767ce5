import { describe, expect, it } from 'vitest'
import { createClientQuotas, type Quota } from '../../src/server/client-quotas.ts'

const MIDNIGHT_MS = Date.UTC(2026, 10, 22)
const HOUR_MS = 3_600_000

describe('Requests per minute', () => {
  it('may come all at once, and then at the pace of the quota', () => {
    const { take, clock } = start({ requestsPerMinute: 3 })
    expect([take(), take(), take(), take()]).toEqual(['taken', 'taken', 'taken', 20])
    clock.ms += 19_000
    expect(take()).toBe(1)
    clock.ms += 1_000
    expect([take(), take()]).toEqual(['taken', 20])
    clock.ms += 10 * 60_000
    expect([take(), take(), take(), take()]).toEqual(['taken', 'taken', 'taken', 20])
  })

  it('are no less than the quota, however its fraction of a minute is rounded', () => {
    const { take } = start({ requestsPerMinute: 7 })
    expect(Array.from({ length: 8 }, () => take())).toEqual([...Array(7).fill('taken'), 9])
  })

  it('are counted for each client, and for those without a name together', () => {
    const { take } = start({ requestsPerMinute: 1 })
    expect([take('laptop'), take('ci'), take(undefined)]).toEqual(['taken', 'taken', 'taken'])
    expect([take('laptop'), take(undefined)]).toEqual([60, 60])
  })
})

describe('Tokens per day', () => {
  it('are used up by what requests report, until midnight UTC', () => {
    const { take, quotas, clock } = start({ tokensPerDay: 100 })
    clock.ms += 20 * HOUR_MS
    quotas.spend({ client: 'laptop', inputTokens: 20, outputTokens: 30, cacheReadTokens: 30, cacheWriteTokens: 19 })
    expect(take('laptop')).toBe('taken')
    quotas.spend({ client: 'laptop', outputTokens: 1 })
    expect([take('laptop'), take('ci')]).toEqual([(4 * HOUR_MS) / 1000, 'taken'])
    clock.ms += 4 * HOUR_MS
    expect(take('laptop')).toBe('taken')
    quotas.spend({ client: 'laptop', inputTokens: 99 })
    expect(take('laptop')).toBe('taken')
  })

  it('tell in a refusal when the day ends', () => {
    const { quotas, clock } = start({ tokensPerDay: 1 })
    clock.ms += 20 * HOUR_MS
    quotas.spend({ client: 'laptop', cacheReadTokens: 1 })
    expect(() => quotas.take('laptop')).toThrow(
      'The 1 tokens that this client may use in a day are used up. Wait until the day ends, at 2026-11-23T00:00:00Z, or raise --tokens-per-day.',
    )
  })

  it('are not used by a request that reports none', () => {
    const { take, quotas } = start({ tokensPerDay: 1 })
    quotas.spend({ client: 'laptop' })
    expect(take('laptop')).toBe('taken')
  })
})

it('Without a quota, a client may do as it likes', () => {
  const { take, quotas } = start({})
  quotas.spend({ client: 'laptop', inputTokens: 1e9 })
  expect(Array.from({ length: 1000 }, () => take('laptop'))).toEqual(Array(1000).fill('taken'))
})

/** Quotas with a clock that the test turns. `take` tells after how many seconds a refused request may come again. */
function start(quota: Partial<Quota>) {
  const clock = { ms: MIDNIGHT_MS }
  const quotas = createClientQuotas(quota, () => clock.ms)
  const take = (client?: string) => {
    try {
      quotas.take(client)
      return 'taken'
    } catch (error) {
      expect(error).toMatchObject({ code: quota.tokensPerDay === undefined ? 'client-quota' : 'client-day-quota' })
      return (error as { retryAfterSeconds: number }).retryAfterSeconds
    }
  }
  return { quotas, take, clock }
}
