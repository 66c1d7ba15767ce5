import { foundationModelArn, resourceArn } from './arns.ts'
import type { ApplicationProfile, Catalog, FoundationModel, InferenceProfile } from './catalog.ts'
import { isReachable } from './catalog.ts'
import { parseModelIdentifier } from './model-identifier.ts'

/** A profile as ListInferenceProfiles shows it, as far as a catalog knows it; the ARN is missing where no account is known. */
export type ProfileListing = {
  readonly inferenceProfileId: string
  readonly inferenceProfileName: string
  readonly inferenceProfileArn?: string
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION'
  readonly status: 'ACTIVE'
  readonly models: readonly { readonly modelArn: string }[]
}

/** A model as ListFoundationModels shows it, as far as a catalog knows it. */
export type ModelListing = {
  readonly modelId: string
  readonly modelArn: string
  readonly modelName: string
  readonly providerName: string
  readonly inferenceTypesSupported: readonly string[]
  readonly modelLifecycle: { readonly status: 'ACTIVE' | 'LEGACY'; readonly endOfLifeTime?: string }
}

/** Every profile that the catalog's Region can call, AWS's own first. */
export function listedProfiles(catalog: Catalog): ProfileListing[] {
  const account = catalog.applicationProfiles[0]?.arn.split(':')[4]
  const system = [...catalog.models.values()].flatMap((model) =>
    model.profiles.map((profile) => systemListing(model, profile, catalog.region, account)),
  )
  return [...system, ...catalog.applicationProfiles.map(applicationListing)]
}

/** The profile that an ID or an ARN names; undefined where the Region has none. */
export function findListedProfile(catalog: Catalog, identifier: string): ProfileListing | undefined {
  const parsed = parseModelIdentifier(identifier)
  const id = parsed.form === 'inference-profile-arn' ? parsed.profileId : identifier
  return listedProfiles(catalog).find(
    (profile) => profile.inferenceProfileId === id || profile.inferenceProfileArn === identifier,
  )
}

/** Every model that the catalog's Region can reach. */
export function listedModels(catalog: Catalog): ModelListing[] {
  return [...catalog.models.values()].filter(isReachable).map((model) => modelListing(model, catalog.region))
}

/** The model that an ID or an ARN names; undefined where the Region cannot reach it. */
export function findListedModel(catalog: Catalog, identifier: string): ModelListing | undefined {
  return listedModels(catalog).find(({ modelId, modelArn }) => [modelId, modelArn].includes(identifier))
}

function systemListing(
  model: FoundationModel,
  profile: InferenceProfile,
  region: string,
  account: string | undefined,
): ProfileListing {
  return {
    inferenceProfileId: profile.id,
    inferenceProfileName: `${profile.geography.toUpperCase()} ${model.name}`,
    ...(account && { inferenceProfileArn: resourceArn(region, account, `inference-profile/${profile.id}`) }),
    type: 'SYSTEM_DEFINED',
    status: 'ACTIVE',
    models: modelArns(model.modelId, profile, region),
  }
}

function applicationListing(profile: ApplicationProfile): ProfileListing {
  const { arn, name, modelId } = profile
  const region = arn.split(':')[3] ?? ''
  return {
    inferenceProfileId: arn.slice(arn.lastIndexOf('/') + 1),
    inferenceProfileName: name,
    inferenceProfileArn: arn,
    type: 'APPLICATION',
    status: 'ACTIVE',
    models: modelArns(modelId, profile, region),
  }
}

/** A profile that reaches anywhere does not list its destinations: it names its source Region and, with no Region, all others. */
function modelArns(
  modelId: string,
  { destinationRegions, reachesAnywhere }: Pick<InferenceProfile, 'destinationRegions' | 'reachesAnywhere'>,
  region: string,
): { modelArn: string }[] {
  const regions = reachesAnywhere ? [region, ''] : destinationRegions
  return regions.map((one) => ({ modelArn: foundationModelArn(one, modelId) }))
}

function modelListing({ modelId, name, onDemand, profiles, endOfLife }: FoundationModel, region: string): ModelListing {
  return {
    modelId,
    modelArn: foundationModelArn(region, modelId),
    modelName: name,
    providerName: modelId.slice(0, modelId.indexOf('.')),
    inferenceTypesSupported: [
      ...(onDemand ? ['ON_DEMAND'] : []),
      ...(profiles.length > 0 ? ['INFERENCE_PROFILE'] : []),
    ],
    modelLifecycle: endOfLife ? { status: 'LEGACY', endOfLifeTime: `${endOfLife}T00:00:00Z` } : { status: 'ACTIVE' },
  }
}
