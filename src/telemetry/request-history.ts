import type { Resolution } from '../bedrock/resolution.ts'
import { createLastHour, type MinuteCounts } from './last-hour.ts'
import type { RequestRecord, Telemetry } from './request-record.ts'

/** One finished request, as it was recorded; nothing of it is copied. */
export type RememberedRequest = {
  /** Counts from 1, in the order in which requests end. */
  readonly id: number
  /** When it ended, in milliseconds since 1970. */
  readonly endedAt: number
  readonly record: RequestRecord
  /** How its model was resolved; undefined where it names none, or where nothing could go upstream. */
  readonly resolution: Resolution | undefined
}

/** The last requests, and what the last hour was like. */
export type RequestHistory = {
  /** How many requests there were. */
  readonly seen: number
  /** How many are remembered at most. */
  readonly capacity: number
  /** The remembered requests behind an ID, oldest first. */
  since(id: number): readonly RememberedRequest[]
  /** The minutes of the last hour in which there was a request, oldest first. */
  minutes(): readonly MinuteCounts[]
  /** Telemetry that remembers each request, and passes it on. */
  watch(telemetry: Telemetry): Telemetry
}

/** A record is at most a few kilobytes, so that this is a few megabytes at most. */
const CAPACITY = 500

/** A history of nothing yet. When it is full, the oldest request goes. */
export function createRequestHistory(now = Date.now, capacity = CAPACITY): RequestHistory {
  const kept: RememberedRequest[] = []
  const hour = createLastHour()
  let seen = 0
  return {
    get seen() {
      return seen
    },
    capacity,
    since(id) {
      const first = Math.max(id, seen - kept.length, 0)
      return Array.from({ length: Math.max(0, seen - first) }, (_, i) => kept[(first + i) % capacity]).filter(isThere)
    },
    minutes: () => hour.minutes(now()),
    watch: (telemetry) => ({
      ...telemetry,
      requestFinished(record, cause, resolution) {
        telemetry.requestFinished(record, cause, resolution)
        const endedAt = now()
        kept[seen % capacity] = { id: seen + 1, endedAt, record, resolution }
        seen += 1
        hour.count(record, endedAt)
      },
    }),
  }
}

function isThere(one: RememberedRequest | undefined): one is RememberedRequest {
  return one !== undefined
}
