import type { ApplicationProfile, Catalog, FoundationModel, Geography } from './catalog.ts'
import { type Journey, type Policy, type PolicyRefusal, refusalOf } from './policy.ts'
import { ROUTINGS, type Scope, scopeOfGeography } from './routing.ts'

/** One ID that was weighed, and why it was or was not taken. */
export type Candidate = { readonly id: string; readonly accepted: boolean; readonly why: string }

/** An ID or ARN under which a model can be called from the Region. */
export type Option = Journey & {
  readonly id: string
  readonly scope: Scope
  readonly geography: Geography | undefined
  readonly isApplicationProfile: boolean
}

/** An option that the policy refuses. */
export type RefusedOption = { readonly option: Option; readonly refusal: PolicyRefusal }

/** What the Region has to offer for a model. */
export type Weighed = {
  /** Undefined where the policy, or the Region, leaves nothing. */
  readonly chosen: Option | undefined
  /** What else is allowed, best first. */
  readonly others: readonly Option[]
  readonly refused: readonly RefusedOption[]
  /** True where the settings want an application profile and the model has none that carries their tags. */
  readonly lacksApplicationProfile: boolean
  /** All of these and what somebody could have expected, in the order of preference. */
  readonly candidates: readonly Candidate[]
}

/**
 * Picks the ID under which a model is called: its application profile where one is wanted, else the requested ID where the
 * policy allows it, else the best that it allows. `requestedId` is the ID in the catalog's spelling.
 */
export function weighOptions(
  requestedId: string,
  model: FoundationModel,
  applicationProfile: ApplicationProfile | undefined,
  { catalog, policy }: { catalog: Catalog; policy: Policy },
): Weighed {
  const options = model.hasEnded ? [] : inOrder(optionsOf(model, applicationProfile, catalog), policy)
  const judged = options.map((option) => ({ option, refusal: refusalOf(option, policy) }))
  const refused = judged.filter((one): one is RefusedOption => one.refusal !== undefined)
  const allowed = judged.filter(({ refusal }) => refusal === undefined).map(({ option }) => option)
  const asRequested = allowed[0]?.isApplicationProfile ? undefined : allowed.find(({ id }) => id === requestedId)
  const chosen = asRequested ?? allowed[0]
  const others = allowed.filter((option) => option !== chosen)
  const missing = missingApplication(applicationProfile, policy)
  const candidates = [
    ...allowed.map((option) => ({ id: option.id, accepted: option === chosen, why: verdict(option, chosen, policy) })),
    ...refused.map(({ option, refusal }) => ({ id: option.id, accepted: false, why: refusal.why })),
    ...absentees(requestedId, model, options, catalog),
    ...missing,
  ]
  return { chosen, others, refused, lacksApplicationProfile: missing.length > 0, candidates }
}

/** What is worth a try where Bedrock refuses what was asked for in a Region that nobody has listed; none elsewhere. */
export function optionsOnTrial(
  { profileOnTrial }: FoundationModel,
  { policy }: { readonly policy: Policy },
): readonly Option[] {
  if (!profileOnTrial) return []
  const option = { ...profileOnTrial, scope: scopeOfGeography(profileOnTrial.geography), isApplicationProfile: false }
  return refusalOf(option, policy) === undefined ? [option] : []
}

/** The option that an application profile is. */
export function optionOfApplication(profile: ApplicationProfile, { region }: Catalog): Option {
  const { arn, destinationRegions, reachesAnywhere } = profile
  const staysHere = destinationRegions.length === 1 && destinationRegions[0] === region
  const scope = reachesAnywhere ? 'global' : staysHere ? 'in-region' : 'geographic'
  return { id: arn, scope, geography: undefined, destinationRegions, reachesAnywhere, isApplicationProfile: true }
}

function optionsOf(model: FoundationModel, application: ApplicationProfile | undefined, catalog: Catalog): Option[] {
  const inRegion: Option = {
    id: model.modelId,
    scope: 'in-region',
    geography: undefined,
    destinationRegions: [catalog.region],
    reachesAnywhere: false,
    isApplicationProfile: false,
  }
  const profiles = model.profiles.map((profile) => ({
    ...profile,
    scope: scopeOfGeography(profile.geography),
    isApplicationProfile: false,
  }))
  return [
    ...(application ? [optionOfApplication(application, catalog)] : []),
    ...(model.onDemand ? [inRegion] : []),
    ...profiles,
  ]
}

/** Application profiles first, then by the routing's scopes, the refused ones last; within a scope the Region's order stays. */
function inOrder(options: readonly Option[], { routing }: Policy): Option[] {
  const scopes: readonly Scope[] = ROUTINGS[routing]
  const rank = ({ isApplicationProfile, scope }: Option) => {
    if (isApplicationProfile) return -1
    return scopes.includes(scope) ? scopes.indexOf(scope) : scopes.length
  }
  return [...options].sort((a, b) => rank(a) - rank(b))
}

function verdict(option: Option, chosen: Option | undefined, { routing }: Policy): string {
  if (option !== chosen) return `allowed by routing ${routing}, but ${chosen?.id} was preferred`
  return option.isApplicationProfile ? 'the application profile with the configured tags' : ACCEPTANCE[option.scope]
}

const ACCEPTANCE: Record<Scope, string> = {
  'in-region': 'on demand in this Region',
  geographic: "a profile of this Region's geography",
  global: 'the global profile',
}

/** IDs that somebody could expect but that this Region does not answer: the bare ID, and the profile that was asked for. */
function absentees(requestedId: string, model: FoundationModel, options: Option[], catalog: Catalog): Candidate[] {
  const { modelId, onDemand, hasEnded } = model
  const { region, isUnlisted } = catalog
  if (hasEnded)
    return [{ id: modelId, accepted: false, why: 'AWS says that the model has reached the end of its life' }]
  if (isUnlisted) return [{ id: requestedId, accepted: false, why: `nobody has listed what ${region} can reach` }]
  const bare = onDemand ? [] : [{ id: modelId, accepted: false, why: `not on demand in ${region}` }]
  const isThere = requestedId === modelId || options.some(({ id }) => id === requestedId)
  return isThere ? bare : [...bare, { id: requestedId, accepted: false, why: `not callable from ${region}` }]
}

/** Says that the application profile that the settings want is not there. */
function missingApplication(
  applicationProfile: ApplicationProfile | undefined,
  { applicationProfileTags }: Policy,
): Candidate[] {
  if (applicationProfileTags.size === 0 || applicationProfile) return []
  const tags = [...applicationProfileTags].map(([key, value]) => `${key}=${value}`).join(', ')
  const why = `no application profile of this model carries the tags ${tags}`
  return [{ id: 'application-inference-profile', accepted: false, why }]
}
