import type { Catalog, InferenceProfile } from '../src/bedrock/catalog.ts'
import type { Snapshot } from '../src/catalog/load-snapshot.ts'

type Geographies = Snapshot['geographies']

/**
 * From where each geography can be called, and where it may send a request: the union over its profiles in a Region, so
 * that no destination goes unsaid. A geography keeps its place; new ones go before the global one.
 */
export function describeGeographies(catalogs: readonly Catalog[], old: Snapshot): Geographies {
  const reaches = catalogs.map(({ region, models }) => ({
    region,
    profiles: [...models.values()].flatMap((model) => model.profiles),
  }))
  const found = new Set(reaches.flatMap(({ profiles }) => profiles.map(({ geography }) => geography)))
  const inPlace = [...Object.keys(old.geographies), ...[...found].sort()].filter((name) => found.has(name))
  const names = new Set([...inPlace.filter((name) => name !== 'global'), ...inPlace])
  return Object.fromEntries(
    [...names].map((name) => {
      const own = reaches
        .map(({ region, profiles }) => ({ region, profiles: profiles.filter(({ geography }) => geography === name) }))
        .filter(({ profiles }) => profiles.length > 0)
      const sources = own.map(({ region }) => region)
      if (own.some(({ profiles }) => profiles.some(({ reachesAnywhere }) => reachesAnywhere)))
        return [name, { sources }]
      const destinations = own.map(({ region, profiles }) => [region, destinationsOf(profiles)])
      return [name, { sources, destinations: Object.fromEntries(destinations) }]
    }),
  )
}

/**
 * The geographies of each Region in order of preference. A known Region keeps its order; otherwise the geography with the
 * fewest source Regions comes first, national before continental, and the global one last.
 */
export function preferencesOf(geographies: Geographies, old: Snapshot): Snapshot['regions'] {
  const callable = Object.values(geographies).flatMap(({ sources }) => sources)
  const regions = [...new Set([...Object.keys(old.regions), ...callable])].sort()
  return Object.fromEntries(
    regions.map((region) => {
      const before = old.regions[region] ?? []
      const now = Object.keys(geographies).filter((name) => geographies[name]?.sources.includes(region))
      const rank = (name: string) => rankOf(name, before, geographies)
      const preferred = now.sort((a, b) => rank(a) - rank(b))
      return [region, preferred.length > 0 ? preferred : before]
    }),
  )
}

function destinationsOf(profiles: readonly InferenceProfile[]): string[] {
  return [...new Set(profiles.flatMap(({ destinationRegions }) => destinationRegions))].sort()
}

/** Known ones by their place, below 1; then new ones by their size, and the global one at the end. */
function rankOf(name: string, before: readonly string[], geographies: Geographies): number {
  if (name === 'global') return Number.POSITIVE_INFINITY
  const place = before.indexOf(name)
  return place === -1 ? (geographies[name]?.sources.length ?? 0) : place / before.length
}
