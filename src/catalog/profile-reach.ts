import { commercialRegions, type Snapshot } from './load-snapshot.ts'

/** What the model ARNs of a profile say: where it leads to. */
export type ProfileReach = {
  readonly modelId: string
  readonly destinationRegions: readonly string[]
  readonly reachesAnywhere: boolean
}

const FOUNDATION_MODEL_ARN = /^arn:[^:]+:bedrock:([^:]*):[^:]*:foundation-model\/(.+)$/

/** Reads a profile's `models[].modelArn`; undefined where none of them is a foundation model's. */
export function reachOf(models: readonly { modelArn: string }[], snapshot: Snapshot): ProfileReach | undefined {
  const arns = models.flatMap(({ modelArn }) => {
    const [, region, modelId] = FOUNDATION_MODEL_ARN.exec(modelArn) ?? []
    return region === undefined || modelId === undefined ? [] : [{ region, modelId }]
  })
  const modelId = arns[0]?.modelId
  if (modelId === undefined) return undefined
  const regions = arns.map(({ region }) => region)
  const reachesAnywhere = regions.includes('')
  return { modelId, destinationRegions: destinationsFrom(regions, reachesAnywhere, snapshot), reachesAnywhere }
}

/** An ARN without a Region stands for every commercial Region. */
function destinationsFrom(regions: readonly string[], reachesAnywhere: boolean, snapshot: Snapshot): string[] {
  return reachesAnywhere ? commercialRegions(snapshot) : [...new Set(regions)].sort()
}
