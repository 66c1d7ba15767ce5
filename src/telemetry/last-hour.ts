import type { RequestRecord } from './request-record.ts'

/** What a minute was like. */
export type MinuteCounts = {
  /** When it began, in milliseconds since 1970. */
  readonly from: number
  readonly requests: number
  /** Those that were answered with 400 or above, or broke off. */
  readonly failed: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** The median of the times to the first byte, in milliseconds; absent where no answer began. */
  readonly firstByteMs?: number
}

/** Counts requests by the minute, and forgets what is older than an hour. */
export type LastHour = {
  count(record: RequestRecord, endedAt: number): void
  /** The minutes in which there was a request, oldest first. */
  minutes(now: number): readonly MinuteCounts[]
}

const MINUTE_MS = 60_000
const MINUTES = 60
/** The median of this many is near enough to that of all. */
const MAX_SAMPLES = 100

type Minute = { -readonly [Name in keyof Omit<MinuteCounts, 'firstByteMs'>]: number } & {
  readonly firstBytes: number[]
}

/** An hour in which nothing has happened yet. */
export function createLastHour(): LastHour {
  const kept = new Map<number, Minute>()
  return {
    count(record, endedAt) {
      const from = Math.floor(endedAt / MINUTE_MS) * MINUTE_MS
      let minute = kept.get(from)
      if (minute === undefined) {
        minute = emptyMinute(from)
        kept.set(from, minute)
        forgetBefore(from - (MINUTES - 1) * MINUTE_MS, kept)
      }
      addTo(minute, record)
    },
    minutes: (now) =>
      [...kept.values()].filter(({ from }) => from > now - MINUTES * MINUTE_MS).map((minute) => countsOf(minute)),
  }
}

function emptyMinute(from: number): Minute {
  const tokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 }
  return { from, requests: 0, failed: 0, ...tokens, firstBytes: [] }
}

/** A clock that was put back leaves minutes behind that seem to be to come; they go as well. */
function forgetBefore(oldest: number, kept: Map<number, Minute>): void {
  for (const from of kept.keys()) if (from < oldest || kept.size > MINUTES) kept.delete(from)
}

function addTo(minute: Minute, record: RequestRecord): void {
  minute.requests += 1
  if (record.status >= 400 || record.ending === 'upstream-broke') minute.failed += 1
  minute.inputTokens += record.inputTokens ?? 0
  minute.outputTokens += record.outputTokens ?? 0
  minute.cacheReadTokens += record.cacheReadTokens ?? 0
  minute.cacheWriteTokens += record.cacheWriteTokens ?? 0
  if (record.firstByteMs !== undefined && minute.firstBytes.length < MAX_SAMPLES)
    minute.firstBytes.push(record.firstByteMs)
}

function countsOf({ firstBytes, ...counts }: Minute): MinuteCounts {
  const sorted = firstBytes.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]
  return median === undefined ? counts : { ...counts, firstByteMs: Math.round(median) }
}
