import { type Catalog, type FoundationModel, type Geography, isReachable } from './catalog.ts'
import { optionsElsewhere } from './failover-options.ts'
import type { Policy } from './policy.ts'
import { resolveModel } from './resolve-model.ts'

/** One statement of an IAM policy. */
export type Statement = {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

/** An IAM policy document. */
export type IamPolicy = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']

/**
 * The least that an identity needs for what this policy lets go upstream from the catalog's Region: invocations of the
 * profiles that can be chosen, of the models behind them in every destination Region, and only through these profiles; of
 * models on demand; and the listings that the catalog comes from. With the Regions to which throttled requests may go, the same for
 * what is allowed there.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function leastPolicy(
  catalog: Catalog,
  policy: Policy,
  partition: string,
  elsewhere: readonly Catalog[] = [],
): IamPolicy {
  const ways = waysOf(catalog, policy)
  const place: Place = { partition, region: catalog.region, models: modelPatterns(policy) }
  return {
    Version: '2012-10-17',
    Statement: [
      ...invocations(ways, place),
      ...elsewhere.flatMap((there) => {
        const ways = waysElsewhere(there, catalog, policy)
        return invocations(ways, { ...place, region: there.region, suffix: sidOf(there.region) })
      }),
      ...(policy.applicationProfileTags.size > 0 ? [throughOwnProfiles(place)] : []),
      countTokens(place),
      listings(),
    ],
  }
}

type Place = {
  readonly partition: string
  readonly region: string
  readonly models: readonly string[]
  /** Tells the statements of one Region from those of another. */
  readonly suffix?: string
}

function invocations({ onDemand: isOnDemand, geographies }: Ways, place: Place): Statement[] {
  return [
    ...(isOnDemand ? [onDemand(place)] : []),
    ...[...geographies].flatMap(([geography, regions]) => throughProfiles(geography, [...regions], place)),
  ]
}

/** What a statement may be called has letters and digits. */
function sidOf(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase())
}

type Ways = {
  readonly onDemand: boolean
  /** The destination Regions of each geography; empty for one that reaches every Region. */
  readonly geographies: ReadonlyMap<Geography, ReadonlySet<string>>
}

/** Under which kinds of ID a request may go upstream, by the same decision that requests are resolved by. */
function waysOf(catalog: Catalog, policy: Policy): Ways {
  return waysUnder(catalog, (model) => idsOf(model, catalog, policy))
}

/** The same for another Region, as far as that is allowed for the one that clients address. */
function waysElsewhere(there: Catalog, catalog: Catalog, policy: Policy): Ways {
  const addressed = { catalog, policy, takesProfile: true }
  return waysUnder(there, ({ modelId }) => {
    const model = catalog.models.get(modelId)
    if (!model || idsOf(model, catalog, policy).size === 0) return new Set()
    return new Set(optionsElsewhere(modelId, { addressed, there }).map(({ id }) => id))
  })
}

function waysUnder(catalog: Catalog, idsOf: (model: FoundationModel) => ReadonlySet<string>): Ways {
  const models = [...catalog.models.values()].map((model) => ({ model, ids: idsOf(model) }))
  const profiles = models.flatMap(({ model, ids }) => model.profiles.filter(({ id }) => ids.has(id)))
  const geographies = new Map<Geography, Set<string>>()
  for (const { geography, destinationRegions, reachesAnywhere } of profiles) {
    const regions = reachesAnywhere ? [] : destinationRegions
    geographies.set(geography, new Set([...(geographies.get(geography) ?? []), ...regions]))
  }
  return { onDemand: models.some(({ model, ids }) => model.onDemand && ids.has(model.modelId)), geographies }
}

/** Every ID under which the model may be called. */
function idsOf(model: FoundationModel, catalog: Catalog, policy: Policy): ReadonlySet<string> {
  const resolution = resolveModel(model.modelId, { catalog, policy, takesProfile: true })
  if (!isReachable(model) || !('resolved' in resolution)) return new Set()
  return new Set([resolution.resolved, ...resolution.others.map(({ id }) => id)])
}

/** Patterns of IAM: those of the settings, where they say which models. */
function modelPatterns({ allowModels }: Policy): readonly string[] {
  const ids = allowModels.filter((pattern) => !pattern.startsWith('arn:'))
  return ids.length === 0 ? ['*'] : ids
}

function onDemand({ partition, region, models, suffix = '' }: Place): Statement {
  return {
    Sid: `OnDemand${suffix}`,
    Effect: 'Allow',
    Action: INVOKE,
    Resource: models.map((model) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`),
  }
}

function throughProfiles(geography: Geography, regions: readonly string[], place: Place): Statement[] {
  const { partition, region, models, suffix = '' } = place
  const name = geography.replace(/[^A-Za-z0-9]/g, '').replace(/^./, (letter) => letter.toUpperCase())
  const profiles = models.map((model) => `arn:${partition}:bedrock:${region}:*:inference-profile/${geography}.${model}`)
  const isAnywhere = regions.length === 0
  const destinations = isAnywhere ? ['', region] : [...new Set([region, ...regions])].toSorted()
  return [
    { Sid: `${name}Profiles${suffix}`, Effect: 'Allow', Action: INVOKE, Resource: profiles },
    {
      Sid: `${name}Destinations${suffix}`,
      Effect: 'Allow',
      Action: INVOKE,
      Resource: destinations.flatMap((one) =>
        models.map((model) => `arn:${partition}:bedrock:${one}::foundation-model/${model}`),
      ),
      Condition: { StringLike: { 'bedrock:InferenceProfileArn': profiles } },
    },
  ]
}

function throughOwnProfiles({ partition, region }: Place): Statement {
  return {
    Sid: 'ApplicationProfiles',
    Effect: 'Allow',
    Action: [...INVOKE, 'bedrock:ListTagsForResource'],
    Resource: [`arn:${partition}:bedrock:${region}:*:application-inference-profile/*`],
  }
}

/** Counting takes foundation model IDs, whatever else may be called. */
function countTokens({ partition, region, models }: Place): Statement {
  return {
    Sid: 'CountTokens',
    Effect: 'Allow',
    Action: ['bedrock:CountTokens'],
    Resource: models.map((model) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`),
  }
}

/** Lists have no resources in IAM. */
function listings(): Statement {
  return {
    Sid: 'Listings',
    Effect: 'Allow',
    Action: [
      'bedrock:ListInferenceProfiles',
      'bedrock:ListFoundationModels',
      'bedrock:GetInferenceProfile',
      'bedrock:GetFoundationModel',
    ],
    Resource: ['*'],
  }
}
