import { type Catalog, findProfile, type Geography } from './catalog.ts'
import { looksLikeGeography } from './geographies.ts'
import { geographiesIn, isProfileArn, parseModelIdentifier, regionOfArn } from './model-identifier.ts'
import { DEFAULT_POLICY, type Journey, refusalOf } from './policy.ts'
import { type Facts, type Resolution, type ResolutionContext, refused, resolutionOf } from './resolution.ts'
import { allows, scopeOfGeography } from './routing.ts'
import { optionOfApplication } from './weigh-options.ts'

/**
 * The fate of an identifier that is sent as it is, an ARN or an ID that nobody listed: only the policy looks at it, and
 * refuses where the identifier may lead somewhere that it does not allow.
 */
export function resolveUntouched(facts: Facts, context: ResolutionContext): Resolution {
  const { requested, resolved, candidates = [] } = facts
  const known = journeyOfProfile(resolved, context.catalog)
  const refusal = refusalOf(known ?? assumedJourney(resolved, context), context.policy)
  if (refusal) {
    const self = { id: resolved, accepted: false, why: refusal.why }
    return refused(requested, [self], [...candidates.filter(({ id }) => id !== resolved), self])
  }
  if (!known) return resolutionOf(facts)
  const { modelId, geography, destinationRegions } = known
  return resolutionOf({ modelId, geography, destinationRegions, ...facts })
}

/** How far a profile travels, and the model that it leads to. */
type ProfileJourney = Journey & { readonly modelId: string; readonly geography: Geography | undefined }

/** Where the ARN of a profile leads; undefined where the catalog does not know. */
export function journeyOfProfile(arn: string, catalog: Catalog): ProfileJourney | undefined {
  if (!isProfileArn(arn)) return undefined
  const application = catalog.applicationProfiles.find((profile) => profile.arn === arn)
  if (application) return { ...optionOfApplication(application, catalog), modelId: application.modelId }
  const parsed = parseModelIdentifier(arn)
  if (parsed.form !== 'inference-profile-arn' || regionOfArn(arn) !== catalog.region) return undefined
  const profile = findProfile(catalog, parsed.profileId)
  return profile && { ...profile, scope: scopeOfGeography(profile.geography) }
}

/** True for an ARN of which the catalog cannot tell where it is processed. */
export function isUnplaced(arn: string, catalog: Catalog): boolean {
  const context = { catalog, policy: DEFAULT_POLICY, takesProfile: true }
  return journeyOfProfile(arn, catalog) === undefined && assumedJourney(arn, context).scope === 'unknown'
}

/**
 * What to believe of an identifier that the catalog does not know: it may be a profile that is new, and whatever it is called,
 * only a listing tells where a profile leads.
 */
function assumedJourney(identifier: string, context: ResolutionContext): Journey {
  const { catalog, policy } = context
  const geographies = geographiesNamed(identifier, catalog)
  const scopes = geographies.map(scopeOfGeography)
  const staysHere = scopes.length === 0 && runsInOneRegion(identifier, catalog)
  const isPlaced = staysHere || isNamedBySettings(identifier, context)
  return {
    scope: scopes.find((scope) => !allows(policy.routing, scope)) ?? (isPlaced ? scopes[0] : 'unknown'),
    destinationRegions: staysHere ? [regionOfArn(identifier) ?? catalog.region] : [],
    reachesAnywhere: scopes.includes('global'),
  }
}

/**
 * How far an ID may travel that is sent to an endpoint without profiles: nobody knows, where it names a geography and is no
 * model of the catalog.
 */
export function journeyWithoutProfiles(id: string, catalog: Catalog): Journey {
  const prefix = id.slice(0, Math.max(id.indexOf('.'), 0)).toLowerCase()
  const stays = catalog.models.has(id) || !(looksLikeGeography(prefix) || isListedGeography(prefix, catalog))
  if (stays) return { scope: undefined, destinationRegions: [catalog.region], reachesAnywhere: false }
  return {
    scope: prefix === 'global' ? 'global' : 'unknown',
    destinationRegions: [],
    reachesAnywhere: prefix === 'global',
  }
}

/** Of an ID, also a geography that only the listing knows. */
function geographiesNamed(identifier: string, { models }: Catalog): Geography[] {
  const known = geographiesIn(identifier)
  const prefix = identifier.slice(0, Math.max(identifier.indexOf('.'), 0))
  return known.length === 0 && isListedGeography(prefix, { models }) ? [prefix] : known
}

/** True for a geography that this Region has profiles of: another one's lead out of the Region's own. */
function isListedGeography(name: Geography, { models }: Pick<Catalog, 'models'>): boolean {
  return [...models.values()].some(({ profiles }) => profiles.some(({ geography }) => geography === name))
}

/** Whoever writes an ARN into the settings has placed it. */
function isNamedBySettings(identifier: string, { isNamed = false, policy }: ResolutionContext): boolean {
  return identifier.startsWith('arn:') && (isNamed || [...policy.models.values()].includes(identifier))
}

function runsInOneRegion(identifier: string, catalog: Catalog): boolean {
  const parsed = parseModelIdentifier(identifier)
  if (parsed.form === 'id') return isOfModel(parsed.id, catalog)
  if (parsed.form === 'foundation-model-arn') return isOfModel(parsed.modelId, catalog)
  const [resourceType = ''] = identifier.split(':')[5]?.split('/') ?? []
  return IN_ONE_REGION.includes(resourceType)
}

/** A profile has a geography before the vendor, and AWS may have one that nobody here knows. */
function isOfModel(id: string, catalog: Catalog): boolean {
  return id.split('.').length <= 2 || isOfKnownVendor(id, catalog)
}

function isOfKnownVendor(id: string, { models }: Catalog): boolean {
  const vendor = id.slice(0, id.indexOf('.') + 1)
  return [...models.keys()].some((modelId) => modelId.startsWith(vendor))
}

/** ARNs of what runs in its own Region alone; every other one may lead anywhere. */
const IN_ONE_REGION = ['provisioned-model', 'custom-model', 'custom-model-deployment', 'imported-model', 'endpoint']
