import type { Option } from '../../bedrock/weigh-options.ts'
import type { Seen, UpstreamAttempt } from './attempt.ts'
import type { Topic } from './memory.ts'
import { instead, isResolvedByCatalog, resolveAnew, under } from './other-identifier.ts'

/** A server may ask for hours; by then everything has changed. */
const MAX_ASKED_MS = 5 * 60_000
/** Bedrock asks for nothing: the first rest, which doubles with each further refusal, up to a minute. */
const FIRST_REST_MS = 2_000
const LONGEST_REST_MS = 60_000
/** Clients that were refused together do not come back together. */
const JITTER = 0.25

/** Profiles that are left alone for a while. */
const RESTING: Topic<true> = { name: 'cool-down', holdsForMs: LONGEST_REST_MS }
/** How often in a row a profile was refused; forgotten when it was left alone for long enough. */
const REFUSALS_IN_A_ROW: Topic<number> = { name: 'throttled', holdsForMs: 2 * LONGEST_REST_MS }

/** Leaves a profile alone: for as long as `retry-after` says, in seconds or as a date, else for longer each time. */
export function leaveAlone({ attempt, outcome }: Seen): true {
  const { resolution, region } = attempt
  if (!resolution) return true
  const asked = Math.min(millisecondsOf('status' in outcome ? outcome.header('retry-after') : undefined), MAX_ASKED_MS)
  const before = region.memory.recall(REFUSALS_IN_A_ROW, resolution.resolved) ?? 0
  region.memory.learn(REFUSALS_IN_A_ROW, resolution.resolved, before + 1)
  region.memory.learn(RESTING, resolution.resolved, true, asked > 0 ? asked : restMs(before))
  return true
}

function restMs(refusalsBefore: number): number {
  const restMs = Math.min(FIRST_REST_MS * 2 ** refusalsBefore, LONGEST_REST_MS)
  return restMs * (1 - JITTER * Math.random())
}

/** RFC 9110 §10.2.3. */
function millisecondsOf(retryAfter = ''): number {
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
}

/** Another profile that the policy allows: one that does not rest, else the one that rests shortest. */
export function otherProfile({ attempt, history }: Seen): UpstreamAttempt | undefined {
  const planned = resolveAnew(attempt)
  const untried = planned?.others.filter(({ id }) => !history.tried.includes(id)) ?? []
  const other = leastResting(attempt, untried)
  return planned && other && under(attempt, instead(planned, other, 'failover'))
}

/** The next best profile, while the best one rests; where all of them do, the one that rests shortest. */
export function avoidBusyProfile(attempt: UpstreamAttempt): UpstreamAttempt {
  const { incoming, resolution, region } = attempt
  if (incoming.failover === 'off' || !isResolvedByCatalog({ attempt }) || !resolution) return attempt
  const restsForMs = region.memory.holdsFor(RESTING, resolution.resolved)
  if (restsForMs === 0) return attempt
  const planned = resolveAnew(attempt)
  const other = leastResting(attempt, planned?.others.filter(({ id }) => id !== resolution.resolved) ?? [])
  const isBetter = other && region.memory.holdsFor(RESTING, other.id) < restsForMs
  return planned && isBetter ? under(attempt, instead(planned, other, 'failover')) : attempt
}

/** The first of those that rest least: of those that do not rest the best. */
function leastResting({ region }: UpstreamAttempt, options: readonly Option[]): Option | undefined {
  const [first] = options
    .map((option) => ({ option, restsForMs: region.memory.holdsFor(RESTING, option.id) }))
    .toSorted((a, b) => a.restsForMs - b.restsForMs)
  return first?.option
}

/**
 * When it is worth coming back, in whole seconds, where every profile was refused: Bedrock itself does not say. Nothing where
 * it does.
 */
export function whenToComeBack({ attempt, outcome }: Seen): Readonly<Record<string, string>> | undefined {
  if (!('status' in outcome) || outcome.status !== 429 || outcome.header('retry-after') !== undefined) return undefined
  const planned = resolveAnew(attempt)
  const ids = [attempt.resolution?.resolved, planned?.resolved, ...(planned?.others.map(({ id }) => id) ?? [])]
  const rests = ids.flatMap((id) => (id === undefined ? [] : attempt.region.memory.holdsFor(RESTING, id)))
  return { 'retry-after': String(Math.max(1, Math.ceil(Math.min(...rests) / 1000))) }
}
