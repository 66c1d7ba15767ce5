import catalogFile from '../../config/catalog.json' with { type: 'json' }
import type { Catalog, FoundationModel, Geography, InferenceProfile } from '../bedrock/catalog.ts'

/** The Regions a profile can be called from: all of its geography's, all but some, or the listed ones. */
type Sources = 'all' | { readonly except: readonly string[] } | readonly string[]

type SnapshotModel = {
  readonly name: string
  readonly endOfLife?: string
  readonly onDemand?: readonly string[]
  /** Profile ID → the Regions that can call it. */
  readonly profiles?: Readonly<Record<string, Sources>>
}

/** The shape of `config/catalog.json`; its JSON schema stands beside it. */
export type Snapshot = {
  readonly asOf: string
  /** Region → geographies in order of preference. */
  readonly regions: Readonly<Record<string, readonly Geography[]>>
  readonly geographies: Readonly<
    Record<
      Geography,
      { readonly sources: readonly string[]; readonly destinations?: Readonly<Record<string, readonly string[]>> }
    >
  >
  readonly models: Readonly<Record<string, SnapshotModel>>
}

/** The snapshot that ships with this version: `config/catalog.json` as it was when the proxy was built. */
export function loadSnapshot(): Snapshot {
  return catalogFile as unknown as Snapshot
}

/** The snapshot as seen from one Region. Of a Region that it does not know nothing is said but what could be tried. */
export function catalogFromSnapshot(snapshot: Snapshot, region: string): Catalog {
  const isUnlisted = snapshot.regions[region] === undefined
  const models = new Map<string, FoundationModel>()
  for (const [modelId, model] of Object.entries(snapshot.models)) {
    models.set(modelId, {
      modelId,
      name: model.name,
      onDemand: model.onDemand?.includes(region) ?? false,
      profiles: profilesFrom(snapshot, region, modelId, model.profiles ?? {}),
      ...(model.endOfLife && { endOfLife: model.endOfLife }),
      ...(isUnlisted && profileOnTrial(snapshot, modelId, model.profiles ?? {})),
    })
  }
  const catalog: Catalog = { region, source: 'snapshot', asOf: snapshot.asOf, models, applicationProfiles: [] }
  return isUnlisted ? { ...catalog, isUnlisted } : catalog
}

/** AWS brings a new Region to its global profiles before the geographic ones. */
function profileOnTrial(
  snapshot: Snapshot,
  modelId: string,
  profiles: Readonly<Record<string, Sources>>,
): Pick<FoundationModel, 'profileOnTrial'> {
  const id = `global.${modelId}`
  if (!(id in profiles)) return {}
  const destinationRegions = commercialRegions(snapshot)
  return { profileOnTrial: { id, geography: 'global', destinationRegions, reachesAnywhere: true } }
}

function profilesFrom(
  snapshot: Snapshot,
  region: string,
  modelId: string,
  profiles: Readonly<Record<string, Sources>>,
): InferenceProfile[] {
  const preferred = snapshot.regions[region] ?? []
  return Object.entries(profiles)
    .map(([id, sources]) => ({ id, geography: geographyOf(id, modelId), sources }))
    .filter(({ geography, sources }) => sourcesInclude(sources, region, snapshot.geographies[geography]?.sources ?? []))
    .sort((a, b) => preferred.indexOf(a.geography) - preferred.indexOf(b.geography))
    .map(({ id, geography }) => ({
      id,
      geography,
      destinationRegions: destinationsOf(snapshot, geography, region),
      reachesAnywhere: snapshot.geographies[geography]?.destinations === undefined,
    }))
}

/** What stands before `.{modelId}` in a profile ID. */
export function geographyOf(profileId: string, modelId: string): Geography {
  return profileId.slice(0, -modelId.length - 1)
}

function sourcesInclude(sources: Sources, region: string, all: readonly string[]): boolean {
  if (sources === 'all') return all.includes(region)
  if ('except' in sources) return all.includes(region) && !sources.except.includes(region)
  return sources.includes(region)
}

/** A geography's destinations for a source Region; the global one reaches every commercial Region. */
export function destinationsOf(snapshot: Snapshot, geography: Geography, region: string): readonly string[] {
  return snapshot.geographies[geography]?.destinations?.[region] ?? commercialRegions(snapshot)
}

/** Every Region of the snapshot, sorted. */
export function knownRegions({ regions }: Snapshot): string[] {
  return Object.keys(regions).sort()
}

/** Every Region that a global profile may send a request to. */
export function commercialRegions({ regions }: Snapshot): string[] {
  return Object.keys(regions).filter((region) => regions[region]?.includes('global'))
}
