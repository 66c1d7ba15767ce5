import type { Catalog, FoundationModel } from '../src/bedrock/catalog.ts'
import { catalogFromSnapshot, type Snapshot } from '../src/catalog/load-snapshot.ts'
import { describeGeographies, preferencesOf } from './describe-geographies.ts'

type SnapshotModel = Snapshot['models'][string]
type Sources = NonNullable<SnapshotModel['profiles']>[string]

/**
 * The snapshot that the catalogs of all Regions make up. Regions of the old snapshot that gave none keep their old facts,
 * and so do models that have ended, so that a request for them can be told why. `asOf` is `YYYY-MM-DD`.
 */
export function snapshotFromCatalogs(live: readonly Catalog[], old: Snapshot, asOf: string): Snapshot {
  const answered = new Set(live.map(({ region }) => region))
  const silent = Object.keys(old.regions).filter((region) => !answered.has(region))
  const catalogs = [
    ...live.map((catalog) => withEndedAsBefore(catalog, old)),
    ...silent.map((region) => catalogFromSnapshot(old, region)),
  ].sort((a, b) => inOrder(a.region, b.region))
  const geographies = describeGeographies(catalogs, old)
  const ids = [...new Set(catalogs.flatMap(({ models }) => [...models.keys()]))].sort(inOrder)
  const models = ids.flatMap((modelId) => {
    const model = modelOf(modelId, catalogs, geographies)
    return model.onDemand || model.profiles ? [[modelId, model] as const] : []
  })
  return { asOf, regions: preferencesOf(geographies, old), geographies, models: Object.fromEntries(models) }
}

/** A live catalog takes ended models out of reach; the snapshot leaves that to AWS, which may extend a life. */
function withEndedAsBefore(catalog: Catalog, old: Snapshot): Catalog {
  const before = catalogFromSnapshot(old, catalog.region).models
  const models = [...catalog.models.values()].map((model): FoundationModel => {
    const { endOfLife } = model
    return model.hasEnded ? { ...model, ...before.get(model.modelId), ...(endOfLife && { endOfLife }) } : model
  })
  return { ...catalog, models: new Map(models.map((model) => [model.modelId, model])) }
}

function modelOf(modelId: string, catalogs: readonly Catalog[], geographies: Snapshot['geographies']): SnapshotModel {
  const seen = catalogs.flatMap((catalog) => {
    const model = catalog.models.get(modelId)
    return model ? [{ ...model, region: catalog.region, isLive: catalog.source === 'live' }] : []
  })
  const toldByAws = seen.filter(({ isLive }) => isLive)
  const told = toldByAws.length > 0 ? toldByAws : seen
  const endOfLife = told
    .flatMap((model) => model.endOfLife ?? [])
    .sort(inOrder)
    .at(-1)
  const onDemand = seen.filter((model) => model.onDemand).map(({ region }) => region)
  const profiles = profilesOf(seen, geographies)
  return {
    name: told.find(({ name }) => name !== modelId)?.name ?? modelId,
    ...(endOfLife && { endOfLife }),
    ...(onDemand.length > 0 && { onDemand }),
    ...(Object.keys(profiles).length > 0 && { profiles }),
  }
}

function profilesOf(
  seen: readonly (FoundationModel & { region: string })[],
  geographies: Snapshot['geographies'],
): Record<string, Sources> {
  const found = seen.flatMap(({ region, profiles }) => profiles.map(({ id, geography }) => ({ id, geography, region })))
  const profiles: Record<string, Sources> = {}
  for (const [geography, { sources }] of Object.entries(geographies)) {
    for (const id of new Set(found.filter((one) => one.geography === geography).map((one) => one.id))) {
      const regions = found.filter((one) => one.id === id).map(({ region }) => region)
      profiles[id] = inShort(regions, sources)
    }
  }
  return profiles
}

/** Whichever is shorter: the Regions that can call a profile, or those of its geography that cannot. */
function inShort(regions: readonly string[], all: readonly string[]): Sources {
  const except = all.filter((region) => !regions.includes(region))
  if (except.length === 0) return 'all'
  return except.length < regions.length ? { except } : regions
}

/** By code points, whatever the language of the machine. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
