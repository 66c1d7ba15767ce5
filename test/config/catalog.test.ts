import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { geographiesIn } from '../../src/bedrock/model-identifier.ts'
import { catalogFromSnapshot, geographyOf, loadSnapshot, type Snapshot } from '../../src/catalog/load-snapshot.ts'

const SNAPSHOT = loadSnapshot()
const REGIONS = Object.keys(SNAPSHOT.regions)
const GEOGRAPHIES = Object.entries(SNAPSHOT.geographies)
const MODELS = Object.entries(SNAPSHOT.models)

describe('the schema of the catalog snapshot', () => {
  const validate = new Ajv2020({ allErrors: true, strictTypes: true }).compile(
    JSON.parse(readFileSync(new URL('../../config/catalog.schema.json', import.meta.url), 'utf8')),
  )

  it('accepts the snapshot', () => {
    validate(SNAPSHOT)
    expect(validate.errors ?? []).toEqual([])
  })

  it.each<[string, (snapshot: Record<string, object>) => object]>([
    ['a key that it does not know', (snapshot) => ({ ...snapshot, comment: 'x' })],
    ['a missing date', ({ asOf, ...rest }) => rest],
    ['a date that is none', (snapshot) => ({ ...snapshot, asOf: '2026-13-01' })],
    ['a Region that is none', (snapshot) => ({ ...snapshot, regions: { ...snapshot.regions, europe: ['eu'] } })],
    ['a geography that AWS does not have', (snapshot) => ({ ...snapshot, regions: { 'sa-east-1': ['sa'] } })],
    ['a model without a vendor', (snapshot) => withModel(snapshot, 'claude', { name: 'C', onDemand: ['us-east-1'] })],
    ['a model that can be called in no way', (snapshot) => withModel(snapshot, 'a.b', { name: 'B' })],
    ['a model without a name', (snapshot) => withModel(snapshot, 'a.b', { onDemand: ['us-east-1'] })],
    [
      'a profile of no geography',
      (snapshot) => withModel(snapshot, 'a.b', { name: 'B', profiles: { 'sa.a.b': 'all' } }),
    ],
    [
      'an unknown word for sources',
      (snapshot) => withModel(snapshot, 'a.b', { name: 'B', profiles: { 'us.a.b': 'any' } }),
    ],
    ['no sources', (snapshot) => withModel(snapshot, 'a.b', { name: 'B', profiles: { 'us.a.b': [] } })],
    [
      'a Region listed twice',
      (snapshot) => withModel(snapshot, 'a.b', { name: 'B', onDemand: ['us-east-1', 'us-east-1'] }),
    ],
  ])('refuses %s', (_, spoil) => {
    const spoilt = spoil({ ...SNAPSHOT } as unknown as Record<string, object>)
    expect(validate(spoilt)).toBe(false)
  })
})

describe('the geographies of the snapshot', () => {
  it.each(REGIONS)('are described for %s, and can be called from it', (region) => {
    for (const geography of SNAPSHOT.regions[region] ?? []) {
      expect(SNAPSHOT.geographies[geography]?.sources).toContain(region)
    }
  })

  it.each(GEOGRAPHIES)(
    '%s is preferred by each of its source Regions, or their profiles could not be ordered',
    (geography, { sources }) => {
      expect(sources.filter((region) => !SNAPSHOT.regions[region]?.includes(geography))).toEqual([])
    },
  )

  it.each(GEOGRAPHIES)(
    '%s has destinations for exactly its source Regions, unless it is global',
    (geography, facts) => {
      if (geography === 'global') expect(facts.destinations).toBeUndefined()
      else expect(Object.keys(facts.destinations ?? {}).toSorted()).toEqual(facts.sources.toSorted())
    },
  )

  it.each(GEOGRAPHIES)('%s names no Region that the snapshot does not know', (_, { sources, destinations = {} }) => {
    expect(unknownRegions([...sources, ...Object.values(destinations).flat()])).toEqual([])
  })

  it.each(GEOGRAPHIES)('%s is one that the identifier grammar knows', (geography) => {
    expect(geographiesIn(`${geography}.a.b`)).toEqual([geography])
  })

  it('end with the global one, so that it is the last resort', () => {
    const misplaced = REGIONS.filter((region) => ![-1, lastIndex(region)].includes(indexOfGlobal(region)))
    expect(misplaced).toEqual([])
  })

  it('keep AWS GovCloud to itself', () => {
    const gov = REGIONS.filter((region) => SNAPSHOT.regions[region]?.includes('us-gov'))
    expect(gov).toEqual(['us-gov-east-1', 'us-gov-west-1'])
    expect(gov.flatMap((region) => SNAPSHOT.regions[region])).toEqual(['us-gov', 'us-gov'])
  })

  it.each(['jp', 'au', 'in', 'ca'])('keep %s within its country', (geography) => {
    const { sources, destinations = {} } = SNAPSHOT.geographies[geography] ?? { sources: [] }
    expect([...new Set(Object.values(destinations).flat())].filter((region) => !sources.includes(region))).toEqual([])
  })
})

describe('the models of the snapshot', () => {
  it.each(MODELS)('%s has only profiles that end with its ID', (modelId, { profiles = {} }) => {
    const strangers = Object.keys(profiles).filter((id) => id !== `${geographyOf(id, modelId)}.${modelId}`)
    expect(strangers).toEqual([])
  })

  it.each(MODELS)('%s has only profiles of described geographies', (modelId, { profiles = {} }) => {
    const geographies = Object.keys(profiles).map((id) => geographyOf(id, modelId))
    expect(geographies.filter((geography) => !SNAPSHOT.geographies[geography])).toEqual([])
  })

  it.each(MODELS)(
    '%s names no Region that its geographies do not have',
    (modelId, { onDemand = [], profiles = {} }) => {
      expect(unknownRegions(onDemand)).toEqual([])
      for (const [id, sources] of Object.entries(profiles)) {
        const all = SNAPSHOT.geographies[geographyOf(id, modelId)]?.sources ?? []
        expect(
          listed(sources).filter((region) => !all.includes(region)),
          id,
        ).toEqual([])
      }
    },
  )

  it.each(MODELS)('%s has no profile that no Region can call', (modelId, { profiles = {} }) => {
    const callable = new Set(
      REGIONS.flatMap((region) => catalogFromSnapshot(SNAPSHOT, region).models.get(modelId)?.profiles ?? []).map(
        ({ id }) => id,
      ),
    )
    expect(Object.keys(profiles).filter((id) => !callable.has(id))).toEqual([])
  })

  it('hold no ID that is another one behind a geography', () => {
    const ids = MODELS.map(([modelId]) => modelId)
    expect(ids.flatMap(geographiesIn)).toEqual([])
  })
})

describe('every profile of every Region', () => {
  it.each(REGIONS)('has known destinations in %s', (region) => {
    for (const { profiles } of catalogFromSnapshot(SNAPSHOT, region).models.values()) {
      for (const { id, destinationRegions } of profiles) {
        expect(destinationRegions.length, id).toBeGreaterThan(0)
        expect(unknownRegions(destinationRegions), id).toEqual([])
      }
    }
  })

  it.each(REGIONS)('stays in the partition of %s', (region) => {
    const destinations = [...catalogFromSnapshot(SNAPSHOT, region).models.values()].flatMap(({ profiles }) =>
      profiles.flatMap(({ destinationRegions }) => destinationRegions),
    )
    const isGov = (name: string) => name.startsWith('us-gov-')
    expect(destinations.filter((destination) => isGov(destination) !== isGov(region))).toEqual([])
  })
})

function withModel(snapshot: Record<string, object>, modelId: string, model: object): object {
  return { ...snapshot, models: { ...snapshot.models, [modelId]: model } }
}

function unknownRegions(regions: readonly string[]): string[] {
  return regions.filter((region) => !REGIONS.includes(region))
}

type Sources = NonNullable<Snapshot['models'][string]['profiles']>[string]

/** The Regions that sources spell out, as callable or as excepted. */
function listed(sources: Sources): readonly string[] {
  if (sources === 'all') return []
  return 'except' in sources ? sources.except : sources
}

function indexOfGlobal(region: string): number {
  return SNAPSHOT.regions[region]?.indexOf('global') ?? -1
}

function lastIndex(region: string): number {
  return (SNAPSHOT.regions[region]?.length ?? 0) - 1
}
