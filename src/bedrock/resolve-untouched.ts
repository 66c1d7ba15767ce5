import type { Catalog } from './catalog.ts'
import { geographiesIn, parseModelIdentifier, regionOfArn } from './model-identifier.ts'
import { type Journey, type PolicyRefusal, refusalOf } from './policy.ts'
import { type Facts, type Resolution, type ResolutionContext, refused, resolutionOf } from './resolution.ts'
import { allows, scopeOfGeography } from './routing.ts'
import { optionOfApplication } from './weigh-options.ts'

/**
 * The fate of an identifier that is sent as it is, an ARN or an ID that nobody listed: only the policy looks at it, and
 * refuses where the identifier may lead somewhere that it does not allow.
 */
export function resolveUntouched(facts: Facts, context: ResolutionContext): Resolution {
  const { requested, resolved, candidates = [] } = facts
  const refusal = refusalOfUntouched(resolved, context)
  if (refusal) {
    const self = { id: resolved, accepted: false, why: refusal.why }
    return refused(requested, [self], [...candidates.filter(({ id }) => id !== resolved), self])
  }
  const { modelId, destinationRegions } = knownJourney(resolved, context.catalog) ?? NOTHING_KNOWN
  return resolutionOf({ modelId, destinationRegions, ...facts })
}

/** A profile is refused even where the catalog does not know it: it may be new. */
function refusalOfUntouched(identifier: string, { catalog, policy }: ResolutionContext): PolicyRefusal | undefined {
  const known = knownJourney(identifier, catalog)
  if (known) return refusalOf(known, policy)
  const scopes = geographiesIn(identifier).map(scopeOfGeography)
  const scope = scopes.find((named) => !allows(policy.routing, named)) ?? scopes[0]
  return refusalOf({ ...assumedJourney(identifier, catalog), scope }, policy)
}

type KnownJourney = Journey & { readonly modelId: string }

const NOTHING_KNOWN = { modelId: undefined, destinationRegions: [] } as const

/** Where a profile of the catalog leads. */
function knownJourney(identifier: string, catalog: Catalog): KnownJourney | undefined {
  const application = catalog.applicationProfiles.find(({ arn }) => arn === identifier)
  if (application) return { ...optionOfApplication(application, catalog), modelId: application.modelId }
  const parsed = parseModelIdentifier(identifier)
  if (parsed.form !== 'inference-profile-arn' || regionOfArn(identifier) !== catalog.region) return undefined
  for (const { modelId, profiles } of catalog.models.values()) {
    const profile = profiles.find(({ id }) => id === parsed.profileId)
    if (profile) return { ...profile, modelId, scope: scopeOfGeography(profile.geography) }
  }
  return undefined
}

/** ARNs of what runs in its own Region alone; every other one may lead anywhere. */
const IN_ITS_REGION = [
  'provisioned-model',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
  'foundation-model',
  'endpoint',
]

/** Of an identifier that the catalog does not know: an ID runs here, unless it looks like a profile. */
function assumedJourney(identifier: string, { region }: Catalog): Omit<Journey, 'scope'> {
  const { form } = parseModelIdentifier(identifier)
  const resourceType = identifier.split(':')[5]?.split('/')[0] ?? ''
  const runsInOneRegion = form === 'id' || IN_ITS_REGION.includes(resourceType)
  const isKnown = runsInOneRegion && geographiesIn(identifier).length === 0
  return { destinationRegions: isKnown ? [regionOfArn(identifier) ?? region] : [], reachesAnywhere: false }
}
