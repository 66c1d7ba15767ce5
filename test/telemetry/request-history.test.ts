import { describe, expect, it } from 'vitest'
import { createRequestHistory } from '../../src/telemetry/request-history.ts'
import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import { recordWith } from '../fixtures/request-records.ts'

const NOTHING = { streamOpened: () => undefined, streamClosed: () => undefined, requestFinished: () => undefined }

describe('A history of requests', () => {
  it('keeps the last 500: the 501st takes the place of the first', () => {
    const history = createRequestHistory()
    const telemetry = history.watch(NOTHING)
    for (let i = 1; i <= 501; i += 1) telemetry.requestFinished(recordWith({ requestBytes: i }))
    const kept = history.since(0)
    expect([history.seen, history.capacity, kept.length]).toEqual([501, 500, 500])
    expect(kept.map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, i) => i + 2))
    expect(kept.every(({ id, record }) => record.requestBytes === id)).toBe(true)
  })

  it('tells what came behind one, oldest first, and nothing behind the last', () => {
    const history = createRequestHistory(() => 7)
    const telemetry = history.watch(NOTHING)
    for (let i = 0; i < 3; i += 1) telemetry.requestFinished(recordWith())
    expect(history.since(1).map(({ id }) => id)).toEqual([2, 3])
    expect(history.since(1)[0]?.endedAt).toBe(7)
    expect([history.since(3), history.since(99)]).toEqual([[], []])
  })

  it('keeps the record itself and passes everything on', () => {
    const passedOn: unknown[] = []
    const history = createRequestHistory()
    const telemetry = history.watch({ ...NOTHING, requestFinished: (...given) => void passedOn.push(given) })
    const record: RequestRecord = recordWith()
    const cause = new Error('why')
    telemetry.requestFinished(record, cause)
    expect(passedOn).toEqual([[record, cause, undefined]])
    expect(history.since(0)[0]?.record).toBe(record)
    expect(history.minutes()).toMatchObject([{ requests: 1 }])
  })
})
