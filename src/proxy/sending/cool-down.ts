import { retryAfterMs } from '../../http/retry-after.ts'
import type { Place, Seen } from './attempt.ts'
import type { Topic } from './memory.ts'

/** A server may ask for hours; by then everything has changed. */
const MAX_ASKED_MS = 5 * 60_000
/** Bedrock asks for nothing: the first rest, which doubles with each further refusal, up to a minute. */
const FIRST_REST_MS = 2_000
const LONGEST_REST_MS = 60_000
/** Clients that were refused together do not come back together. */
const JITTER = 0.25

/** Profiles that are left alone for a while. */
export const RESTING: Topic<true> = { name: 'cool-down', holdsForMs: LONGEST_REST_MS }
/** How often in a row a profile was refused; forgotten when it was left alone for long enough. */
const REFUSALS_IN_A_ROW: Topic<number> = { name: 'throttled', holdsForMs: 2 * LONGEST_REST_MS }

/** Leaves a profile alone: for as long as `retry-after` says, in seconds or as a date, else for longer each time. */
export function leaveAlone({ attempt, outcome }: Seen): true {
  const { resolution, region } = attempt
  if (!resolution) return true
  const askedMs = 'status' in outcome ? retryAfterMs(outcome.header('retry-after')) : undefined
  const before = region.memory.recall(REFUSALS_IN_A_ROW, resolution.resolved) ?? 0
  region.memory.learn(REFUSALS_IN_A_ROW, resolution.resolved, before + 1)
  const forMs = askedMs === undefined ? restMs(before) : Math.min(askedMs, MAX_ASKED_MS)
  region.memory.learn(RESTING, resolution.resolved, true, forMs)
  return true
}

/** Long enough for somebody to allow it, short enough to notice. */
const CLOSED_MS = 10 * 60_000

/** Leaves a place alone that does not let us in. */
export function leaveClosed({ region, resolution }: Place): void {
  region.memory.learn(RESTING, resolution.resolved, true, CLOSED_MS)
}

function restMs(refusalsBefore: number): number {
  const restMs = Math.min(FIRST_REST_MS * 2 ** refusalsBefore, LONGEST_REST_MS)
  return restMs * (1 - JITTER * Math.random())
}

/** For how many milliseconds more a place is left alone; 0 for one that is not. */
export function restsForMs({ region, resolution }: Place): number {
  return region.memory.holdsFor(RESTING, resolution.resolved)
}

/** The first of those that rest least: of those that do not rest the best. */
export function leastResting(places: readonly Place[]): Place | undefined {
  const [first] = places
    .map((place) => ({ place, restsForMs: restsForMs(place) }))
    .toSorted((a, b) => a.restsForMs - b.restsForMs)
  return first?.place
}
