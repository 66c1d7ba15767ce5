import { type Catalog, type FoundationModel, type Geography, modelOfProfileId } from './catalog.ts'
import { geographiesIn, parseModelIdentifier } from './model-identifier.ts'
import { allows, type Routing, type Scope, scopeOfGeography } from './routing.ts'
import { type Candidate, type Option, refusal, weighOptions } from './weigh-options.ts'

/** Why an identifier goes upstream as it does. */
export type Reason =
  | 'geographic-profile'
  | 'global-profile'
  | 'foreign-geography'
  | 'routing'
  | 'on-demand'
  | 'profile-of-region'
  | 'takes-foundation-model'
  | 'arn'
  | 'not-in-region'
  | 'unknown-model'

type Resolved = {
  readonly requested: string
  /** The identifier that goes upstream. */
  readonly resolved: string
  readonly reason: Reason
  /** The geography of the profile that goes upstream; undefined where none does or none is known. */
  readonly geography: Geography | undefined
  /** The Regions that may process the request; empty where they are not known. */
  readonly destinationRegions: readonly string[]
  /** Every ID that was weighed; at most one is accepted. */
  readonly candidates: readonly Candidate[]
}

/**
 * The fate of a model identifier: replaced by a profile ID, replaced by the foundation model ID, sent as it came, or
 * refused because the routing leaves nothing.
 */
export type Resolution =
  | ({ readonly kind: 'profile' | 'foundation-model' | 'unchanged' } & Resolved)
  | {
      readonly kind: 'refused'
      readonly requested: string
      readonly why: string
      readonly candidates: readonly Candidate[]
    }

/** What an identifier is resolved against. */
export type ResolutionContext = {
  readonly catalog: Catalog
  readonly routing: Routing
  /** False for the operations that Bedrock answers only under a foundation model ID. */
  readonly takesProfile: boolean
}

/**
 * Decides which identifier goes upstream. Pure and total: every string gets a Resolution, no ID is ever glued together,
 * and what the catalog does not know goes through untouched, for Bedrock to judge.
 */
export function resolveModel(requested: string, context: ResolutionContext): Resolution {
  const identifier = parseModelIdentifier(requested)
  if (identifier.form === 'other-arn' || identifier.form === 'inference-profile-arn') {
    return refusedGeography(requested, context) ?? unchanged(requested, 'arn')
  }
  const modelId = identifier.form === 'id' ? identifier.id : identifier.modelId
  const model = context.catalog.models.get(modelId)
  if (!model) return resolveProfileId(requested, context)
  return context.takesProfile ? choose(requested, model, context) : unchanged(requested, 'takes-foundation-model')
}

function resolveProfileId(requested: string, context: ResolutionContext): Resolution {
  const model = modelOfProfileId(context.catalog, requested)
  if (!model) return refusedGeography(requested, context) ?? unchanged(requested, 'unknown-model')
  if (context.takesProfile) return choose(requested, model, context)
  return { ...unchanged(requested, 'takes-foundation-model'), kind: 'foundation-model', resolved: model.modelId }
}

/** Under a routing that excludes its geography, a profile is refused even where the catalog does not know it: it may be new. */
function refusedGeography(requested: string, { routing }: ResolutionContext): Resolution | undefined {
  const scope = geographiesIn(requested)
    .map(scopeOfGeography)
    .find((named) => !allows(routing, named))
  if (!scope) return undefined
  const candidates = [{ id: requested, accepted: false, why: refusal(routing, scope) }]
  return refused(requested, [requested], candidates, routing)
}

function choose(requested: string, model: FoundationModel, context: ResolutionContext): Resolution {
  const { options, chosen, candidates } = weighOptions(requested, model, context)
  if (chosen) return outcome(requested, model, chosen, options, candidates)
  const refusedIds = options.map(({ id }) => id)
  if (refusedIds.length > 0) return refused(requested, refusedIds, candidates, context.routing)
  return refusedGeography(requested, context) ?? unchanged(requested, 'not-in-region', { candidates })
}

function outcome(
  requested: string,
  model: FoundationModel,
  chosen: Option,
  options: readonly Option[],
  candidates: readonly Candidate[],
): Resolution {
  const { id, geography, destinationRegions } = chosen
  const facts = { geography, destinationRegions, candidates }
  const isProfile = chosen.scope !== 'in-region'
  const namesModel = requested === model.modelId || requested.startsWith('arn:')
  if (id === requested || (!isProfile && namesModel)) {
    return unchanged(requested, isProfile ? 'profile-of-region' : 'on-demand', facts)
  }
  const reason = namesModel ? PROFILE_REASON[chosen.scope] : replacementReason(requested, options)
  return { kind: isProfile ? 'profile' : 'foundation-model', requested, resolved: id, reason, ...facts }
}

const PROFILE_REASON: Record<Scope, Reason> = {
  'in-region': 'on-demand',
  geographic: 'geographic-profile',
  global: 'global-profile',
}

/** A profile ID is replaced because this Region does not have it, or because the routing does not allow it. */
function replacementReason(requested: string, options: readonly Option[]): Reason {
  return options.some((option) => option.id === requested) ? 'routing' : 'foreign-geography'
}

function unchanged(
  requested: string,
  reason: Reason,
  facts: Partial<Pick<Resolved, 'geography' | 'destinationRegions' | 'candidates'>> = {},
): Resolution & { kind: 'unchanged' } {
  const { geography, destinationRegions = [], candidates = [] } = facts
  return { kind: 'unchanged', requested, resolved: requested, reason, geography, destinationRegions, candidates }
}

function refused(
  requested: string,
  refusedIds: readonly string[],
  candidates: readonly Candidate[],
  routing: Routing,
): Resolution {
  const why = `Routing ${routing} refuses every way to reach ${requested}: ${refusedIds.join(', ')}. Choose another --routing, or a model that this routing can reach.`
  return { kind: 'refused', requested, why, candidates }
}
