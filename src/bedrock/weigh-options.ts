import type { Catalog, FoundationModel, Geography } from './catalog.ts'
import { ROUTINGS, type Routing, type Scope, scopeOfGeography } from './routing.ts'

/** One ID that was weighed, and why it was or was not taken. */
export type Candidate = { readonly id: string; readonly accepted: boolean; readonly why: string }

/** An ID under which a model can be called from the Region. */
export type Option = {
  readonly id: string
  readonly scope: Scope
  readonly geography: Geography | undefined
  readonly destinationRegions: readonly string[]
}

/** What the Region has to offer for a model. `chosen` is undefined where the routing, or the Region, leaves nothing. */
export type Weighed = {
  readonly options: readonly Option[]
  readonly chosen: Option | undefined
  readonly candidates: readonly Candidate[]
}

/**
 * Picks the ID under which a model is called: the requested one where the routing allows it, else the best that it
 * allows. An ARN of the foundation model counts as its bare ID. The candidates come in the order of preference.
 */
export function weighOptions(
  requested: string,
  model: FoundationModel,
  { catalog, routing }: { catalog: Catalog; routing: Routing },
): Weighed {
  const options = optionsFor(model, catalog)
  const allowed = ROUTINGS[routing].flatMap((scope) => options.filter((option) => option.scope === scope))
  const requestedId = requested.startsWith('arn:') ? model.modelId : requested
  const chosen = allowed.find((option) => option.id === requestedId) ?? allowed[0]
  const candidates = [
    ...allowed.map((option) => ({ id: option.id, accepted: option === chosen, why: verdict(option, chosen, routing) })),
    ...options
      .filter((option) => !allowed.includes(option))
      .map((option) => ({ id: option.id, accepted: false, why: refusal(routing, option.scope) })),
    ...absentees(requested, model, options, catalog),
  ]
  return { options, chosen, candidates }
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

/** Why a routing does not take an ID of this scope. */
export function refusal(routing: Routing, scope: Scope): string {
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
