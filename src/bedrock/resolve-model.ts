import type { ApplicationProfile, Catalog, FoundationModel } from './catalog.ts'
import { findModel, type Naming } from './find-model.ts'
import { meantName } from './meant-name.ts'
import {
  isProfileArn,
  parseModelIdentifier,
  problemWithIdentifier,
  regionOfArn,
  withoutMarker,
} from './model-identifier.ts'
import { obeyModelRules } from './model-rules.ts'
import { refusalOf } from './policy.ts'
import {
  ambiguous,
  invalid,
  type Reason,
  type Resolution,
  type ResolutionContext,
  refused,
  resolutionOf,
} from './resolution.ts'
import { journeyOfProfile, resolveUntouched } from './resolve-untouched.ts'
import type { Scope } from './routing.ts'
import { type Option, optionsOnTrial, type Weighed, weighOptions } from './weigh-options.ts'

/**
 * Decides which identifier goes upstream. Pure and total: every string gets a Resolution, no ID goes out that was glued
 * together, what the catalog does not know goes through untouched, for Bedrock to judge, and nothing passes that the policy
 * refuses. What agents put around a name is left out where one model is meant without it.
 */
export function resolveModel(requested: string, context: ResolutionContext): Resolution {
  const name = meantName(requested, context)
  const mapped = context.policy.models.get(name)
  if (mapped !== undefined) {
    return obeyModelRules(resolveMapped(requested, withoutMarker(name), mapped, context), context.policy)
  }
  const problem = problemWithIdentifier(name)
  return problem ? invalid(requested, problem) : obeyModelRules(resolveName(requested, name, context), context.policy)
}

/** A name that the settings do not map, although they may map the model that it means. */
function resolveName(requested: string, name: string, context: ResolutionContext): Resolution {
  const identifier = parseModelIdentifier(name)
  if (identifier.form === 'other-arn' || identifier.form === 'inference-profile-arn') {
    return resolveUntouched({ requested, resolved: name, reason: 'arn' }, context)
  }
  const isArn = identifier.form === 'foundation-model-arn'
  const found = findModel(isArn ? identifier.modelId : identifier.id, context.catalog)
  if (found.kind === 'ambiguous') return ambiguous(requested, found.modelIds, CHOOSE_A_MODEL)
  if (found.kind === 'unknown' || (isArn && found.id !== found.model.modelId)) {
    return resolveUntouched({ requested, resolved: name, reason: 'unknown-model' }, context)
  }
  const mapped = context.policy.models.get(found.model.modelId)
  if (mapped !== undefined) return resolveMapped(requested, name, mapped, context)
  return resolveFound({ ...found, requested, name }, context)
}

const CHOOSE_A_MODEL = 'Send one of these IDs, or map the name under models: in the settings file.'

/** What the settings put in place of a name; they are not asked again about what they say. */
function resolveMapped(requested: string, name: string, mapped: string, context: ResolutionContext): Resolution {
  const model = context.takesProfile ? undefined : modelBehindProfile(mapped, name, context)
  if (model) return resolveFoundationModel({ requested, name, model, naming: undefined }, context)
  const unmapped = { ...context, policy: { ...context.policy, models: NOT_MAPPED }, isNamed: true }
  const target = resolveName(mapped, meantName(mapped, unmapped), unmapped)
  if (!('resolved' in target)) return { ...target, requested }
  return resolutionOf({ ...target, requested, reason: 'configured', isConfigured: true })
}

const NOT_MAPPED: ReadonlyMap<string, string> = new Map()

/** Of a profile's ARN in the settings: the model that the profile is known to lead to, else the one that the name means. */
function modelBehindProfile(arn: string, name: string, { catalog }: ResolutionContext): FoundationModel | undefined {
  if (!isProfileArn(arn)) return undefined
  const listed = catalog.models.get(journeyOfProfile(arn, catalog)?.modelId ?? '')
  const named = findModel(name, catalog)
  return listed ?? (named.kind === 'found' ? named.model : undefined)
}

/** A name whose model is known; `name` is what was requested, without a marker. */
type Named = {
  readonly requested: string
  readonly name: string
  readonly model: FoundationModel
  readonly naming: Naming | undefined
}

/** With `id`, the name in the catalog's spelling. */
type Known = Named & { readonly id: string }

function resolveFound(known: Known, context: ResolutionContext): Resolution {
  const { requested, name, model, id, naming } = known
  if (!context.takesProfile) return resolveFoundationModel(known, context)
  const [tagged, ...alsoTagged] = taggedProfiles(model, context)
  if (tagged && alsoTagged.length > 0) {
    return ambiguous(requested, [tagged, ...alsoTagged].map(({ arn }) => arn).sort(), CHOOSE_A_PROFILE)
  }
  const weighed = weighOptions(id, model, tagged, context)
  if (weighed.chosen) return outcome(known, weighed.chosen, weighed, context)
  const { candidates } = weighed
  if (weighed.refused.length > 0) {
    return refused(
      requested,
      weighed.refused.map(({ option, refusal }) => ({ id: option.id, why: refusal.why })),
      candidates,
    )
  }
  const reason = reasonOutOfReach(model, context.catalog)
  const others = optionsOnTrial(model, context)
  return resolveUntouched(
    { requested, resolved: name, reason, modelId: model.modelId, naming, candidates, others },
    context,
  )
}

function reasonOutOfReach({ hasEnded }: FoundationModel, { isUnlisted }: Catalog): Reason {
  if (hasEnded) return 'end-of-life'
  return isUnlisted ? 'unknown-region' : 'not-in-region'
}

/** For the operations that take no profile. They run in the Region that is called. */
function resolveFoundationModel(named: Named, context: ResolutionContext): Resolution {
  const { requested, model, naming } = named
  const destinationRegions = [context.catalog.region]
  const refusal = refusalOf({ scope: undefined, destinationRegions, reachesAnywhere: false }, context.policy)
  if (refusal) {
    const candidates = [{ id: model.modelId, accepted: false, why: refusal.why }]
    return refused(requested, candidates, candidates)
  }
  const resolved = bareIdOrArn(named, context)
  const reason = 'takes-foundation-model'
  return resolutionOf({ requested, resolved, reason, modelId: model.modelId, naming, destinationRegions })
}

/** The ARN that was sent is as good as the bare ID, if it is of this Region: another Region's is refused by Bedrock. */
function bareIdOrArn({ name, model }: Named, { catalog }: ResolutionContext): string {
  const isOfThisRegion = regionOfArn(name) === catalog.region && name.endsWith(`/${model.modelId}`)
  return isOfThisRegion ? name : model.modelId
}

const CHOOSE_A_PROFILE =
  'They carry the tags of applicationProfiles: in the settings file alike. Give them different tags, or map the model under models:.'

/** The account's own profiles of a model that carry every tag that the settings want; none where they want none. */
export function taggedProfiles(
  { modelId, hasEnded }: FoundationModel,
  context: ResolutionContext,
): ApplicationProfile[] {
  const { catalog, policy, takesApplicationProfile = true } = context
  const wanted = [...policy.applicationProfileTags]
  if (wanted.length === 0 || hasEnded || !takesApplicationProfile) return []
  return catalog.applicationProfiles.filter(
    (profile) => profile.modelId === modelId && wanted.every(([key, value]) => profile.tags[key] === value),
  )
}

function outcome(known: Known, chosen: Option, weighed: Weighed, context: ResolutionContext): Resolution {
  const { requested, model, naming } = known
  const { geography, destinationRegions } = chosen
  return resolutionOf({
    requested,
    resolved: chosen.id === model.modelId ? bareIdOrArn(known, context) : chosen.id,
    reason: reasonOf(known, chosen, weighed, context),
    modelId: model.modelId,
    naming,
    geography,
    destinationRegions,
    candidates: weighed.candidates,
    others: weighed.others,
  })
}

function reasonOf(
  { id, model }: Known,
  chosen: Option,
  weighed: Weighed,
  { takesApplicationProfile = true }: ResolutionContext,
): Reason {
  if (chosen.isApplicationProfile) return 'application-profile'
  if (id !== model.modelId && id !== chosen.id) {
    return weighed.refused.find(({ option }) => option.id === id)?.refusal.rule ?? 'foreign-geography'
  }
  if (weighed.lacksApplicationProfile) {
    return takesApplicationProfile ? 'no-application-profile' : 'application-profile-not-taken'
  }
  return id === model.modelId ? REASONS[chosen.scope] : 'profile-of-region'
}

const REASONS: Record<Scope, Reason> = {
  'in-region': 'on-demand',
  geographic: 'geographic-profile',
  global: 'global-profile',
}
