import type { ModelSummary, ProfileSummary } from '../aws/control-plane.ts'
import type { Catalog, FoundationModel, InferenceProfile } from '../bedrock/catalog.ts'
import { commercialRegions, geographyOf, type Snapshot } from './load-snapshot.ts'

/**
 * A catalog of what AWS lists for a Region. The snapshot adds only what no listing says: the order in which the Region
 * prefers geographies, the Regions behind a global profile, and when a model ends. `asOf` is ISO 8601.
 */
export function catalogFromListings(
  region: string,
  profiles: readonly ProfileSummary[],
  summaries: readonly ModelSummary[],
  snapshot: Snapshot,
  asOf: string,
): Catalog {
  const models = new Map<string, FoundationModel>()
  for (const { modelId, modelName, inferenceTypesSupported } of summaries) {
    const onDemand = inferenceTypesSupported?.includes('ON_DEMAND') ?? false
    const { endOfLife } = snapshot.models[modelId] ?? {}
    models.set(modelId, {
      modelId,
      name: modelName ?? modelId,
      onDemand,
      profiles: [],
      ...(endOfLife && { endOfLife }),
    })
  }
  for (const [modelId, listed] of profilesByModel(profiles, snapshot)) {
    const model = models.get(modelId) ?? { modelId, name: modelId, onDemand: false }
    models.set(modelId, { ...model, profiles: inOrder(listed, snapshot.regions[region] ?? []) })
  }
  return { region, source: 'live', asOf, models, applicationProfiles: [] }
}

const FOUNDATION_MODEL_ARN = /^arn:[^:]+:bedrock:(?<region>[^:]*):[^:]*:foundation-model\/(?<modelId>.+)$/

function profilesByModel(profiles: readonly ProfileSummary[], snapshot: Snapshot): Map<string, InferenceProfile[]> {
  const byModel = new Map<string, InferenceProfile[]>()
  for (const { inferenceProfileId: id, status, models } of profiles) {
    const arns = models.map(({ modelArn }) => FOUNDATION_MODEL_ARN.exec(modelArn)?.groups ?? {})
    const [modelId] = arns.flatMap((arn) => arn.modelId ?? [])
    if (status !== 'ACTIVE' || modelId === undefined || !id.endsWith(`.${modelId}`)) continue
    const regions = arns.flatMap(({ region }) => region ?? [])
    const profile = {
      id,
      geography: geographyOf(id, modelId),
      destinationRegions: destinationsFrom(regions, snapshot),
      reachesAnywhere: regions.includes(''),
    }
    byModel.set(modelId, [...(byModel.get(modelId) ?? []), profile])
  }
  return byModel
}

/** An ARN without a Region stands for every commercial Region. */
function destinationsFrom(regions: readonly string[], snapshot: Snapshot): readonly string[] {
  return regions.includes('') ? commercialRegions(snapshot) : [...new Set(regions)].sort()
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
