import type { Credentials } from './credentials.ts'
import { FAILURE_MEMORY_MS } from './failure-memory.ts'

/** The credentials in force, and how long they are good for. */
export type KeptCredentials = {
  /** Those that need no renewal now; undefined where it is time for one. */
  fresh(): Credentials | undefined
  /** Those that have not ended. */
  valid(): Credentials | undefined
  /** True where there have been any since the last refusal, ended or not. */
  wereFound(): boolean
  take(found: Credentials): Credentials
  /** Forgets them, because AWS refused them; once in some seconds, however many requests were refused. */
  refuse(): void
}

/** Credentials are replaced this long before they expire, as the AWS SDKs do. */
const REFRESH_AHEAD_MS = 5 * 60_000
/** What hands out keys may keep them until their end; it is not asked for others more often. */
const AHEAD_INTERVAL_MS = 30_000

/** A place for the credentials in force; empty at first. */
export function keepCredentials(now: () => number): KeptCredentials {
  let kept: Credentials | undefined
  let takenAt = 0
  let refusedAt = Number.NEGATIVE_INFINITY
  const millisecondsLeft = () => (kept ? (kept.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now() : 0)
  const valid = () => (millisecondsLeft() > 0 ? kept : undefined)
  return {
    fresh() {
      const isNew = now() - takenAt < AHEAD_INTERVAL_MS
      return isNew || millisecondsLeft() > REFRESH_AHEAD_MS ? valid() : undefined
    },
    valid,
    wereFound: () => kept !== undefined,
    take(found) {
      kept = found
      takenAt = now()
      return found
    },
    refuse() {
      if (now() - refusedAt < FAILURE_MEMORY_MS) return
      refusedAt = now()
      kept = undefined
    },
  }
}
