import { looksLikeGeography } from './geographies.ts'

/** The prefix of a system-defined inference profile: `us`, `eu`, `jp`, …, or `global`. */
export type Geography = string

/** Where the knowledge in a catalog came from: AWS now, AWS at an earlier start (the copy on disk), or this version. */
export type CatalogSource = 'live' | 'cache' | 'snapshot'

/** A system-defined inference profile that is callable from the catalog's Region. */
export type InferenceProfile = {
  readonly id: string
  readonly geography: Geography
  /** The Regions that may process the request, as far as they are known. */
  readonly destinationRegions: readonly string[]
  /** True where AWS may choose any commercial Region: a `modelArn` of the profile names none. */
  readonly reachesAnywhere: boolean
}

/** An application inference profile of the caller's account: a profile or model under an ARN of its own, for cost tags. */
export type ApplicationProfile = {
  readonly arn: string
  readonly name: string
  /** The foundation model that it leads to. */
  readonly modelId: string
  readonly destinationRegions: readonly string[]
  readonly reachesAnywhere: boolean
  /** Its cost allocation tags; empty where nobody asked for them. */
  readonly tags: Readonly<Record<string, string>>
}

/** A foundation model as the catalog's Region sees it. */
export type FoundationModel = {
  readonly modelId: string
  readonly name: string
  /** True where the bare foundation model ID can be invoked in this Region. */
  readonly onDemand: boolean
  /** The profiles callable from this Region, in the Region's order of preference: national, geographic, global. */
  readonly profiles: readonly InferenceProfile[]
  /** Its global profile elsewhere; only in the catalog of a Region that nobody has listed. */
  readonly profileOnTrial?: InferenceProfile
  /** Date after which the model answers nothing, as `YYYY-MM-DD`. */
  readonly endOfLife?: string
  /** Set where AWS itself says that the model has ended; it is then out of reach, whatever profiles are still listed. */
  readonly hasEnded?: true
}

/** What one source Region can reach. A value: a refresh replaces it whole. */
export type Catalog = {
  readonly region: string
  readonly source: CatalogSource
  /** When the facts were gathered, ISO 8601. */
  readonly asOf: string
  /** Every model known by its foundation model ID, the ones out of this Region's reach included. */
  readonly models: ReadonlyMap<string, FoundationModel>
  /** The account's own profiles in this Region; empty where the knowledge is not of an account. */
  readonly applicationProfiles: readonly ApplicationProfile[]
  /** Set where nobody has listed what the Region can reach: that a profile is missing says nothing then. */
  readonly isUnlisted?: true
}

/** True where the Region can invoke the model under some ID. */
export function isReachable(model: FoundationModel): boolean {
  return !model.hasEnded && (model.onDemand || model.profiles.length > 0)
}

/** True for the ID of a model or a profile that the catalog lists. */
export function isListed(catalog: Catalog, id: string): boolean {
  return catalog.models.has(id) || hasProfile(catalog, id)
}

/** True for the ID of a profile that is callable from the catalog's Region. */
export function hasProfile(catalog: Catalog, id: string): boolean {
  return modelBehind(catalog, id)?.profiles.some((profile) => profile.id === id) ?? false
}

/** The profile of an ID, with its model; undefined where it is not callable from the catalog's Region. */
export function findProfile(
  catalog: Catalog,
  id: string,
): (InferenceProfile & { readonly modelId: string }) | undefined {
  const model = modelBehind(catalog, id)
  const profile = model?.profiles.find((one) => one.id === id)
  return model && profile && { ...profile, modelId: model.modelId }
}

/**
 * The model that an ID names with a geography before it, whether or not this Region has that profile: one that AWS has
 * somewhere, one of this catalog's, or one that other tools make up.
 */
export function modelOfProfileId(catalog: Catalog, id: string): FoundationModel | undefined {
  const geography = id.slice(0, Math.max(id.indexOf('.'), 0))
  return looksLikeGeography(geography) || hasProfile(catalog, id) ? modelBehind(catalog, id) : undefined
}

/** The model whose ID stands behind the first dot. */
function modelBehind({ models }: Catalog, id: string): FoundationModel | undefined {
  return models.get(id.slice(id.indexOf('.') + 1))
}
