import type { ApplicationProfile, FoundationModel } from './catalog.ts'
import { findModel, type Naming } from './find-model.ts'
import { parseModelIdentifier, withoutMarker } from './model-identifier.ts'
import { obeyModelRules } from './model-rules.ts'
import { refusalOf } from './policy.ts'
import { ambiguous, type Reason, type Resolution, type ResolutionContext, refused, resolutionOf } from './resolution.ts'
import { resolveUntouched } from './resolve-untouched.ts'
import type { Scope } from './routing.ts'
import { type Candidate, type Option, type Weighed, weighOptions } from './weigh-options.ts'

/**
 * Decides which identifier goes upstream. Pure and total: every string gets a Resolution, no ID is ever glued together,
 * what the catalog does not know goes through untouched, for Bedrock to judge, and nothing passes that the policy refuses.
 */
export function resolveModel(requested: string, context: ResolutionContext): Resolution {
  const name = withoutMarker(requested)
  const mapped = context.policy.models.get(name)
  const resolution =
    mapped === undefined ? resolveName(requested, name, context) : resolveMapped(requested, mapped, context)
  return obeyModelRules(resolution, context.policy)
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
  if (found.kind === 'unknown' || (isArn && !NAMINGS_IN_ARNS.includes(found.naming))) {
    return resolveUntouched({ requested, resolved: name, reason: 'unknown-model' }, context)
  }
  const mapped = context.policy.models.get(found.model.modelId)
  if (mapped !== undefined) return resolveMapped(requested, mapped, context, found.model)
  return resolveFound({ requested, name, model: found.model, naming: found.naming }, context)
}

const CHOOSE_A_MODEL = 'Send one of these IDs, or map the name under models: in the settings file.'
const NAMINGS_IN_ARNS: readonly Naming[] = ['model-id', 'inexact-version']

/**
 * What the settings put in place of a name; they are not asked again about what they say. An operation that takes no
 * profile gets the foundation model, where only its ARN in the settings is a profile's.
 */
function resolveMapped(
  requested: string,
  mapped: string,
  context: ResolutionContext,
  model = context.catalog.models.get(withoutMarker(requested)),
): Resolution {
  const { form } = parseModelIdentifier(mapped)
  if (form === 'other-arn' || form === 'inference-profile-arn') {
    if (model && !context.takesProfile) return resolveFoundationModel({ requested, name: requested, model }, context)
    return resolveUntouched({ requested, resolved: mapped, reason: 'configured', isConfigured: true }, context)
  }
  const target = resolveName(mapped, mapped, { ...context, policy: { ...context.policy, models: NOT_MAPPED } })
  if (!('resolved' in target)) return { ...target, requested }
  return resolutionOf({ ...target, requested, reason: 'configured', isConfigured: true })
}

const NOT_MAPPED: ReadonlyMap<string, string> = new Map()

/** A name whose model is known. `name` is what was requested, without a marker. */
type Known = {
  readonly requested: string
  readonly name: string
  readonly model: FoundationModel
  readonly naming?: Naming
}

function resolveFound(known: Known, context: ResolutionContext): Resolution {
  const { requested, name, model, naming } = known
  if (!context.takesProfile) return resolveFoundationModel(known, context)
  const tagged = taggedProfiles(model, context)
  if (tagged.length > 1) return ambiguous(requested, tagged.map(({ arn }) => arn).sort(), CHOOSE_A_PROFILE)
  const weighed = weighOptions(name, model, tagged, context)
  const candidates = [...weighed.candidates, ...missingApplication(tagged, context)]
  if (weighed.chosen) return outcome(known, weighed.chosen, { ...weighed, candidates })
  if (weighed.refused.length > 0) {
    return refused(
      requested,
      weighed.refused.map(({ option, refusal }) => ({ id: option.id, why: refusal.why })),
      candidates,
    )
  }
  const reason = model.hasEnded ? 'end-of-life' : 'not-in-region'
  return resolveUntouched({ requested, resolved: name, reason, modelId: model.modelId, naming, candidates }, context)
}

/** For the operations that take no profile. They run in the Region that is called. */
function resolveFoundationModel({ requested, name, model, naming }: Known, context: ResolutionContext): Resolution {
  const { catalog, policy } = context
  const destinationRegions = [catalog.region]
  const refusal = refusalOf({ scope: undefined, destinationRegions, reachesAnywhere: false }, policy)
  if (refusal) {
    const candidates = [{ id: model.modelId, accepted: false, why: refusal.why }]
    return refused(requested, candidates, candidates)
  }
  const resolved = naming === 'model-id' && name.startsWith('arn:') ? name : model.modelId
  const reason = 'takes-foundation-model'
  return resolutionOf({ requested, resolved, reason, modelId: model.modelId, naming, destinationRegions })
}

const CHOOSE_A_PROFILE =
  'They carry the tags of applicationProfiles: in the settings file alike. Give them different tags, or map the model under models:.'

/** The account's own profiles of a model that carry every configured tag. */
function taggedProfiles({ modelId }: FoundationModel, { catalog, policy }: ResolutionContext): ApplicationProfile[] {
  const wanted = [...policy.applicationProfileTags]
  if (wanted.length === 0) return []
  return catalog.applicationProfiles.filter(
    (profile) => profile.modelId === modelId && wanted.every(([key, value]) => profile.tags[key] === value),
  )
}

/** Says that the wanted application profile is not there. */
function missingApplication(tagged: readonly ApplicationProfile[], { policy }: ResolutionContext): Candidate[] {
  const wanted = [...policy.applicationProfileTags].map(([key, value]) => `${key}=${value}`)
  if (wanted.length === 0 || tagged.length > 0) return []
  const why = `no application profile of this model carries the tags ${wanted.join(', ')}`
  return [{ id: 'application-inference-profile', accepted: false, why }]
}

function outcome(known: Known, chosen: Option, weighed: Weighed): Resolution {
  const { requested, name, model, naming } = known
  const { geography, destinationRegions } = chosen
  const isSame = chosen.id === name || (naming === 'model-id' && chosen.id === model.modelId)
  return resolutionOf({
    requested,
    resolved: isSame ? name : chosen.id,
    reason: reasonOf(known, chosen, weighed),
    modelId: model.modelId,
    naming,
    geography,
    destinationRegions,
    candidates: weighed.candidates,
    others: weighed.others,
  })
}

function reasonOf({ name, naming }: Known, chosen: Option, { refused: refusals }: Weighed): Reason {
  if (chosen.isApplicationProfile) return 'application-profile'
  if (naming !== 'profile-id') return REASONS[chosen.scope]
  if (chosen.id === name) return 'profile-of-region'
  return refusals.find(({ option }) => option.id === name)?.refusal.rule ?? 'foreign-geography'
}

const REASONS: Record<Scope, Reason> = {
  'in-region': 'on-demand',
  geographic: 'geographic-profile',
  global: 'global-profile',
}
