import { type Catalog, type FoundationModel, findProfile, type Geography } from './catalog.ts'
import { parseModelIdentifier, splitProfileId } from './model-identifier.ts'
import { allows, ROUTINGS, type Routing, type Scope, scopeOfGeography } from './routing.ts'

/** One ID that was weighed, and why it was or was not taken. At most one candidate of a Resolution is accepted. */
export type Candidate = { readonly id: string; readonly accepted: boolean; readonly why: string }

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
 * Decides which identifier goes upstream. Pure and total: every string gets a Resolution, none is ever glued together,
 * and what the catalog does not know goes through untouched, for Bedrock to judge.
 */
export function resolveModel(requested: string, context: ResolutionContext): Resolution {
  const identifier = parseModelIdentifier(requested)
  if (identifier.form === 'other-arn') return unchanged(requested, 'arn')
  if (identifier.form === 'inference-profile-arn') {
    return refusedGeography(requested, identifier.profileId, context) ?? unchanged(requested, 'arn')
  }
  const modelId = identifier.form === 'id' ? identifier.id : identifier.modelId
  const model = context.catalog.models.get(modelId)
  if (model)
    return context.takesProfile ? choose(requested, model, context) : unchanged(requested, 'takes-foundation-model')
  return resolveProfileId(requested, context)
}

function resolveProfileId(requested: string, context: ResolutionContext): Resolution {
  const profile = findProfile(context.catalog, requested)
  if (!profile) return refusedGeography(requested, requested, context) ?? unchanged(requested, 'unknown-model')
  if (context.takesProfile) return choose(requested, profile.model, context)
  return {
    ...unchanged(requested, 'takes-foundation-model'),
    kind: 'foundation-model',
    resolved: profile.model.modelId,
  }
}

/** Under a routing that excludes its geography, a profile is refused even where the catalog does not know its model. */
function refusedGeography(requested: string, id: string, { routing }: ResolutionContext): Resolution | undefined {
  const profile = splitProfileId(id)
  if (!profile || allows(routing, scopeOfGeography(profile.geography))) return undefined
  return refused(
    requested,
    [{ id, accepted: false, why: refusal(routing, scopeOfGeography(profile.geography)) }],
    routing,
  )
}

/** An ID under which the model can be called from the Region. */
type Option = {
  readonly id: string
  readonly scope: Scope
  readonly geography: Geography | undefined
  readonly destinationRegions: readonly string[]
}

function choose(requested: string, model: FoundationModel, { catalog, routing }: ResolutionContext): Resolution {
  const options = optionsFor(model, catalog)
  const allowed = ROUTINGS[routing].flatMap((scope) => options.filter((option) => option.scope === scope))
  const chosen = allowed.find((option) => option.id === requested) ?? allowed[0]
  const candidates = [
    ...allowed.map((option) => ({ id: option.id, accepted: option === chosen, why: verdict(option, chosen, routing) })),
    ...options
      .filter((option) => !allowed.includes(option))
      .map((option) => ({ id: option.id, accepted: false, why: refusal(routing, option.scope) })),
    ...absentees(requested, model, options, catalog),
  ]
  if (!chosen) {
    return options.length > 0
      ? refused(requested, candidates, routing)
      : unchanged(requested, 'not-in-region', { candidates })
  }
  return outcome(requested, model, chosen, options, candidates)
}

function optionsFor(model: FoundationModel, catalog: Catalog): Option[] {
  const inRegion: Option = {
    id: model.modelId,
    scope: 'in-region',
    geography: undefined,
    destinationRegions: [catalog.region],
  }
  const profiles = model.profiles.map((profile) => ({ ...profile, scope: scopeOfGeography(profile.geography) }))
  return model.onDemand ? [inRegion, ...profiles] : profiles
}

function verdict(option: Option, chosen: Option | undefined, routing: Routing): string {
  if (option === chosen) return ACCEPTANCE[option.scope]
  return `allowed by routing ${routing}, but ${chosen?.id} was preferred`
}

const ACCEPTANCE: Record<Scope, string> = {
  'in-region': 'on demand in this Region',
  geographic: "a profile of this Region's geography",
  global: 'the global profile',
}

function refusal(routing: Routing, scope: Scope): string {
  return `routing ${routing} allows ${SCOPE_NAMES[scope]}`
}

const SCOPE_NAMES: Record<Scope, string> = {
  'in-region': 'no on-demand invocation in the Region',
  geographic: 'no geographic profile',
  global: 'no global profile',
}

/** IDs that somebody could expect but that this Region does not answer: the bare ID, and the profile that was asked for. */
function absentees(requested: string, model: FoundationModel, options: Option[], { region }: Catalog): Candidate[] {
  const bare = model.onDemand ? [] : [{ id: model.modelId, accepted: false, why: `not on demand in ${region}` }]
  const isForeign = requested.endsWith(`.${model.modelId}`) && !options.some((option) => option.id === requested)
  return isForeign ? [...bare, { id: requested, accepted: false, why: `not callable from ${region}` }] : bare
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

function refused(requested: string, candidates: readonly Candidate[], routing: Routing): Resolution {
  const names = candidates.filter((candidate) => candidate.why.startsWith('routing')).map((candidate) => candidate.id)
  const why = `Routing ${routing} refuses every way to reach ${requested}: ${names.join(', ')}. Choose another --routing, or a model that this routing can reach.`
  return { kind: 'refused', requested, why, candidates }
}
