import { describe, expect, it } from 'vitest'
import { createLastHour } from '../../src/telemetry/last-hour.ts'
import { recordWith } from '../fixtures/request-records.ts'

const MINUTE = 60_000
const NOON = Date.parse('2026-11-29T12:00:00Z')

describe('A minute of the last hour', () => {
  it('has the requests that ended in it, with their tokens and the median of their first bytes', () => {
    const hour = createLastHour()
    for (const firstByteMs of [30, 10, 20]) {
      const tokens = { inputTokens: 100, outputTokens: 10, cacheReadTokens: 5, cacheWriteTokens: 1 }
      hour.count(recordWith({ firstByteMs, ...tokens }), NOON + firstByteMs)
    }
    expect(hour.minutes(NOON)).toEqual([
      {
        from: NOON,
        requests: 3,
        failed: 0,
        inputTokens: 300,
        outputTokens: 30,
        cacheReadTokens: 15,
        cacheWriteTokens: 3,
        firstByteMs: 20,
      },
    ])
  })

  it.each([
    ['an error', { status: 429 }, 1],
    ['a stream that broke off', { status: 200, ending: 'upstream-broke' }, 1],
    ['a client that left', { status: 200, ending: 'client-left' }, 0],
  ] as const)('counts %s as failed: %o', (_, fields, failed) => {
    const hour = createLastHour()
    hour.count(recordWith(fields), NOON)
    expect(hour.minutes(NOON)).toMatchObject([{ requests: 1, failed }])
  })

  it('has no time to a first byte where no answer began', () => {
    const hour = createLastHour()
    hour.count(recordWith({ status: 403 }), NOON)
    expect(hour.minutes(NOON)[0]).not.toHaveProperty('firstByteMs')
  })

  it('is forgotten after an hour, whether or not anything came since', () => {
    const hour = createLastHour()
    hour.count(recordWith({}), NOON)
    expect(hour.minutes(NOON + 59 * MINUTE)).toHaveLength(1)
    expect(hour.minutes(NOON + 60 * MINUTE)).toEqual([])
    for (let minute = 60; minute < 200; minute += 1) hour.count(recordWith({}), NOON + minute * MINUTE)
    expect(hour.minutes(0)).toHaveLength(60)
  })

  it('does not outlive a clock that is put back', () => {
    const hour = createLastHour()
    for (let minute = 0; minute < 100; minute += 1) hour.count(recordWith({}), NOON - minute * MINUTE)
    expect(hour.minutes(0).length).toBeLessThanOrEqual(60)
  })
})
