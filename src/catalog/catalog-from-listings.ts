import type { ModelSummary, ProfileSummary } from '../aws/control-plane.ts'
import {
  type ApplicationProfile,
  type Catalog,
  type FoundationModel,
  type InferenceProfile,
  isReachable,
} from '../bedrock/catalog.ts'
import { isIdentifier } from '../bedrock/model-identifier.ts'
import { catalogFromSnapshot, geographyOf, type Snapshot } from './load-snapshot.ts'
import { lifecycleOf } from './model-lifecycle.ts'
import { reachOf } from './profile-reach.ts'

/** What AWS lists for a Region. */
export type Listings = {
  readonly systemProfiles: readonly ProfileSummary[]
  readonly applicationProfiles: readonly ProfileSummary[]
  readonly models: readonly ModelSummary[]
}

/**
 * A catalog of what AWS lists for a Region; what has no identifier that could be sent is left out. The snapshot adds only what no listing says: the order in which the Region
 * prefers geographies, the Regions behind a global profile, and when and as what a model that is listed no more ended.
 * Tags are in no listing and stay empty. `asOf` is ISO 8601.
 */
export function catalogFromListings(region: string, listings: Listings, snapshot: Snapshot, asOf: string): Catalog {
  const sendable = listings.models.filter(({ modelId }) => isIdentifier(modelId))
  const summaries = new Map(sendable.map((summary) => [summary.modelId, summary]))
  const profiles = profilesByModel(listings.systemProfiles, snapshot)
  const preferred = snapshot.regions[region] ?? []
  const modelOf = (modelId: string): FoundationModel => {
    const summary = summaries.get(modelId)
    const documented = snapshot.models[modelId]
    const lifecycle = lifecycleOf(summary, documented?.endOfLife, asOf)
    const isOver = lifecycle.hasEnded === true
    return {
      modelId,
      name: summary?.modelName ?? documented?.name ?? modelId,
      onDemand: !isOver && (summary?.inferenceTypesSupported?.includes('ON_DEMAND') ?? false),
      profiles: isOver ? [] : inOrder(profiles.get(modelId) ?? [], preferred),
      ...lifecycle,
    }
  }
  const listed = [...summaries.keys(), ...profiles.keys()]
  const ended = modelsOnceThere(snapshot, region).filter((modelId) => modelOf(modelId).hasEnded)
  const models = new Map([...listed, ...ended].map((modelId) => [modelId, modelOf(modelId)]))
  const applicationProfiles = applicationProfilesFrom(listings.applicationProfiles, models, snapshot)
  return { region, source: 'live', asOf, models, applicationProfiles }
}

function profilesByModel(summaries: readonly ProfileSummary[], snapshot: Snapshot): Map<string, InferenceProfile[]> {
  const byModel = new Map<string, InferenceProfile[]>()
  for (const { inferenceProfileId: id, status, models } of summaries) {
    const reach = reachOf(models, snapshot)
    if (status !== 'ACTIVE' || !reach || !isIdentifier(id) || !id.endsWith(`.${reach.modelId}`)) continue
    const { modelId, ...destinations } = reach
    const profile = { id, geography: geographyOf(id, modelId), ...destinations }
    byModel.set(modelId, [...(byModel.get(modelId) ?? []), profile])
  }
  return byModel
}

/** By the Region's preference; a geography that the snapshot does not know goes before the global one. */
function inOrder(profiles: readonly InferenceProfile[], preferred: readonly string[]): InferenceProfile[] {
  const rank = ({ geography }: InferenceProfile) => {
    if (geography === 'global') return preferred.length + 1
    const i = preferred.indexOf(geography)
    return i === -1 ? preferred.length : i
  }
  return [...profiles].sort((a, b) => rank(a) - rank(b))
}

/** What the Region could reach when the snapshot was made: "it has ended" says more than "nobody knows it". */
function modelsOnceThere(snapshot: Snapshot, region: string): string[] {
  const { models } = catalogFromSnapshot(snapshot, region)
  return [...models.values()].filter(isReachable).map(({ modelId }) => modelId)
}

const APPLICATION_PROFILE_ARN = /^arn:[^:]+:bedrock:[^:]+:\d+:application-inference-profile\/.+$/

function applicationProfilesFrom(
  summaries: readonly ProfileSummary[],
  models: Catalog['models'],
  snapshot: Snapshot,
): ApplicationProfile[] {
  return summaries.flatMap(({ inferenceProfileArn: arn, inferenceProfileName: name, status, models: targets }) => {
    const reach = reachOf(targets, snapshot)
    if (status !== 'ACTIVE' || !reach || !arn || !isIdentifier(arn) || !APPLICATION_PROFILE_ARN.test(arn)) return []
    return models.get(reach.modelId)?.hasEnded ? [] : [{ arn, name: name ?? arn, ...reach, tags: {} }]
  })
}
