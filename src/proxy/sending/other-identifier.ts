import type { Catalog } from '../../bedrock/catalog.ts'
import { nearestIdentifiers } from '../../bedrock/nearest-identifiers.ts'
import type { Policy } from '../../bedrock/policy.ts'
import { type Reason, type Resolution, resolutionOf } from '../../bedrock/resolution.ts'
import type { Option } from '../../bedrock/weigh-options.ts'
import { resolveAndRemember } from '../remember-resolutions.ts'
import type { ResolvedModel } from '../resolve-requested-model.ts'
import type { Seen, UpstreamAttempt } from './attempt.ts'
import type { Topic } from './memory.ts'

/** True where the identifier came out of the catalog, so that another one of it may do. The mantle's IDs are not in it. */
export function isResolvedByCatalog({ attempt }: Pick<Seen, 'attempt'>): boolean {
  return attempt.incoming.matched.operation.resolvedBy === 'catalog'
}

/** AWS has changed since the catalog was read: what it lists now, else the next best of that. Rejects never. */
export async function nextCandidate({ attempt, history }: Seen): Promise<UpstreamAttempt | undefined> {
  await attempt.region.refreshCatalog()
  const renewed = resolveAnew(attempt)
  if (!renewed) return undefined
  if (!history.tried.includes(renewed.resolved)) return under(attempt, { ...renewed, reason: 'healed' })
  const other = renewed.others.find(({ id }) => !history.tried.includes(id))
  return other && under(attempt, instead(renewed, other, 'healed'))
}

/** The profile in place of the foundation model, or the other way round. */
export function otherForm({ attempt, history }: Seen): UpstreamAttempt | undefined {
  const { resolution } = attempt
  if (!resolution) return undefined
  const { requested, resolved, modelId } = resolution
  const other = resolved === modelId ? resolveAnew(attempt, requested, true) : resolveAnew(attempt, modelId, false)
  if (!other || history.tried.includes(other.resolved)) return undefined
  return under(attempt, { ...other, requested, reason: 'healed' })
}

/** Another profile that the policy allows and that nobody asked to leave alone. */
export function otherProfile({ attempt, history }: Seen): UpstreamAttempt | undefined {
  const planned = resolveAnew(attempt)
  const other = planned?.others.find(({ id }) => !history.tried.includes(id) && !isCooling(attempt, id))
  return planned && other && under(attempt, instead(planned, other, 'failover'))
}

/** What helps whoever asked for an identifier that Bedrock goes on refusing. */
export function nearestToRequested({ resolution, region }: UpstreamAttempt): string {
  return resolution ? nearestIdentifiers(resolution.requested, region.catalog()).join(', ') : ''
}

/** What Bedrock answered to after it had refused what the catalog said; it holds no longer than the catalog and the policy. */
type Lesson = { readonly catalog: Catalog; readonly policy: Policy; readonly worked: ResolvedModel }

/** As long as a catalog is kept, where AWS gives none. */
const WORKED: Topic<Lesson> = { name: 'identifier', holdsForMs: 60 * 60_000 }

/** Keeps the identifier that worked, for the operation and the identifier that was asked for. */
export function keepIdentifier(attempt: UpstreamAttempt): void {
  const { incoming, region, resolution } = attempt
  if (!resolution) return
  const lesson = { catalog: region.catalog(), policy: incoming.policy, worked: resolution }
  region.memory.learn(WORKED, questionOf(attempt), lesson)
}

/** The identifier that worked the last time. */
export function recallIdentifier(attempt: UpstreamAttempt): UpstreamAttempt {
  const { incoming, region } = attempt
  const lesson = region.memory.recall(WORKED, questionOf(attempt))
  const holds = lesson && lesson.catalog === region.catalog() && lesson.policy === incoming.policy
  return holds ? under(attempt, lesson.worked) : attempt
}

function questionOf({ incoming, resolution }: UpstreamAttempt): string {
  return `${incoming.matched.operation.name} ${resolution?.requested}`
}

/** A server may ask for hours; by then everything has changed. */
const MAX_COOL_DOWN_MS = 5 * 60_000

/** Profiles that Bedrock asked to leave alone for a while. */
const COOLING: Topic<true> = { name: 'cool-down', holdsForMs: MAX_COOL_DOWN_MS }

/** Leaves a profile alone for as long as `retry-after` says, in seconds or as a date; not at all without one. */
export function leaveAlone({ attempt, outcome }: Seen): true {
  const retryAfter = 'status' in outcome ? outcome.header('retry-after') : undefined
  const waitMs = Math.min(millisecondsOf(retryAfter), MAX_COOL_DOWN_MS)
  if (waitMs > 0 && attempt.resolution) {
    attempt.region.memory.learn(COOLING, attempt.resolution.resolved, true, waitMs)
  }
  return true
}

/** The next best profile, while Bedrock wants the best one left alone. */
export function avoidBusyProfile(attempt: UpstreamAttempt): UpstreamAttempt {
  const { incoming, resolution } = attempt
  if (incoming.failover === 'off' || !isResolvedByCatalog({ attempt })) return attempt
  if (!resolution || !isCooling(attempt, resolution.resolved)) return attempt
  const planned = resolveAnew(attempt)
  const rested = planned?.others.find(({ id }) => id !== resolution.resolved && !isCooling(attempt, id))
  return planned && rested ? under(attempt, instead(planned, rested, 'failover')) : attempt
}

function isCooling({ region }: UpstreamAttempt, id: string): boolean {
  return region.memory.recall(COOLING, id) ?? false
}

/** RFC 9110 §10.2.3. */
function millisecondsOf(retryAfter = ''): number {
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
}

/** What the catalog in force says of an identifier; undefined where the policy lets nothing go upstream. */
function resolveAnew(
  { incoming, region, resolution }: UpstreamAttempt,
  identifier = resolution?.requested,
  takesProfile = incoming.matched.operation.takesProfile,
): ResolvedModel | undefined {
  if (identifier === undefined) return undefined
  const context = { catalog: region.catalog(), policy: incoming.policy, takesProfile }
  const resolved: Resolution = resolveAndRemember(identifier, context)
  return 'resolved' in resolved ? resolved : undefined
}

function instead(planned: ResolvedModel, { id, geography, destinationRegions }: Option, reason: Reason): ResolvedModel {
  const facts = { ...planned, resolved: id, geography, destinationRegions, reason }
  return { ...planned, ...resolutionOf(facts) } as ResolvedModel
}

function under(attempt: UpstreamAttempt, resolution: ResolvedModel): UpstreamAttempt {
  return { ...attempt, resolution }
}
