import type { Catalog } from '../../bedrock/catalog.ts'
import { nearestIdentifiers } from '../../bedrock/nearest-identifiers.ts'
import type { Policy } from '../../bedrock/policy.ts'
import { type Reason, type Resolution, type ResolutionContext, resolutionOf } from '../../bedrock/resolution.ts'
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

/** True for the operations that count tokens: the only ones that say so, or that may want either form. */
export function isCount({ attempt }: Pick<Seen, 'attempt'>): boolean {
  return COUNTING.includes(attempt.incoming.matched.operation.name)
}

const COUNTING = ['CountTokens', 'CountMessageTokens']

/** The profile in place of the foundation model, or the other way round. */
export function otherForm({ attempt, history }: Seen): UpstreamAttempt | undefined {
  const { resolution } = attempt
  if (!resolution) return undefined
  const { requested, resolved, modelId } = resolution
  const other =
    resolved === modelId
      ? resolveAnew(attempt, requested, { takesProfile: true })
      : resolveAnew(attempt, modelId, { takesProfile: false })
  if (!other || history.tried.includes(other.resolved)) return undefined
  return under(attempt, { ...other, requested, reason: 'healed' })
}

/** The system's profile in place of an application profile that this proxy chose; an ARN of the client's own is its own matter. */
export function systemProfile({ attempt }: Seen): UpstreamAttempt | undefined {
  if (attempt.resolution?.reason !== 'application-profile') return undefined
  const other = resolveAnew(attempt, attempt.resolution.requested, { takesApplicationProfile: false })
  return other && under(attempt, { ...other, reason: 'application-profile-not-taken' })
}

/** What helps whoever asked for an identifier that Bedrock goes on refusing. */
export function nearestToRequested({ resolution, region }: UpstreamAttempt): string {
  return resolution ? nearestIdentifiers(resolution.requested, region.catalog()).join(', ') : ''
}

/** What Bedrock answered to after it had refused what the catalog said; it holds no longer than the catalog and the policy. */
type Lesson = { readonly catalog: Catalog; readonly policy: Policy; readonly worked: ResolvedModel }

/** As long as a catalog is kept, where AWS gives none. */
export const WORKED: Topic<Lesson> = { name: 'identifier', holdsForMs: 60 * 60_000 }

/** Keeps the identifier that worked, for the operation and the identifier that was asked for. One that stood in for a while is none. */
export function keepIdentifier(attempt: UpstreamAttempt): void {
  const { incoming, region, resolution, movedFrom } = attempt
  if (!resolution || movedFrom) return
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

/** What the catalog in force says of an identifier; undefined where the policy lets nothing go upstream. */
export function resolveAnew(
  { incoming, region, resolution }: UpstreamAttempt,
  identifier = resolution?.requested,
  takes: Partial<Pick<ResolutionContext, 'takesProfile' | 'takesApplicationProfile'>> = {},
): ResolvedModel | undefined {
  if (identifier === undefined) return undefined
  const { takesProfile, takesApplicationProfile } = incoming.matched.operation
  const context = {
    catalog: region.catalog(),
    policy: incoming.policy,
    takesProfile,
    takesApplicationProfile,
    ...takes,
  }
  const resolved: Resolution = resolveAndRemember(identifier, context)
  return 'resolved' in resolved ? resolved : undefined
}

/** Another of the IDs that a resolution leaves, in its place. */
export function instead(
  planned: ResolvedModel,
  { id, geography, destinationRegions }: Option,
  reason: Reason,
): ResolvedModel {
  const facts = { ...planned, resolved: id, geography, destinationRegions, reason }
  return { ...planned, ...resolutionOf(facts) } as ResolvedModel
}

/** The same attempt under another identifier. */
export function under(attempt: UpstreamAttempt, resolution: ResolvedModel): UpstreamAttempt {
  return { ...attempt, resolution }
}
