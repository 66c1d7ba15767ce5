import { describe, expect, it } from 'vitest'
import type { PageMinute } from '../../../src/page/page-data.ts'
import { LANE_HEIGHT, lanesOf, laneTop, MINUTE_MS } from '../../../src/page/views/hour-lanes.ts'

const EMPTY = { requests: 0, failed: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }

describe('The drawing of an hour', () => {
  it('stacks what a minute had, and measures all by the highest minute', () => {
    const [requests, tokens, firstByte] = lanesOf(
      [
        minute(0, { requests: 4, failed: 1, inputTokens: 30, outputTokens: 10, cacheReadTokens: 60, firstByteMs: 500 }),
        minute(59, { requests: 2 }),
      ],
      0,
    )
    expect(requests?.bars).toEqual([
      { kind: 'failed', minute: 0, bottom: 0, height: LANE_HEIGHT / 4 },
      { kind: 'done', minute: 0, bottom: LANE_HEIGHT / 4, height: (LANE_HEIGHT * 3) / 4 },
      { kind: 'done', minute: 59, bottom: 0, height: LANE_HEIGHT / 2 },
    ])
    expect(requests?.told).toBe('6, at most 4 a minute')
    expect(tokens?.bars.map(({ kind }) => kind)).toEqual(['out', 'in', 'cache'])
    expect(tokens?.told).toBe('30 in, 10 out, 60 cached')
    expect(firstByte?.told).toBe('median up to 500 ms')
  })

  it('shows what there is at all', () => {
    const [requests] = lanesOf([minute(0, { requests: 100_000 }), minute(1, { requests: 1 })], 0)
    expect(requests?.bars[1]?.height).toBeGreaterThan(1)
  })

  it('has nothing of minutes before and after', () => {
    expect(lanesOf([minute(-1, { requests: 1 }), minute(60, { requests: 1 })], 0).flatMap(({ bars }) => bars)).toEqual(
      [],
    )
  })

  it('has lanes one below the other', () => {
    expect(laneTop(0)).toBe(0)
    expect(laneTop(2) - laneTop(1)).toBeGreaterThan(LANE_HEIGHT)
  })
})

function minute(number: number, fields: Partial<PageMinute>): PageMinute {
  return { from: number * MINUTE_MS, ...EMPTY, ...fields }
}
