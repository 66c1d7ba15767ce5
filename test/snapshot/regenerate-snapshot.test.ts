import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { formatSnapshot } from '../../snapshot/format-snapshot.ts'
import { regenerateSnapshot } from '../../snapshot/regenerate-snapshot.ts'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot, type Snapshot } from '../../src/catalog/load-snapshot.ts'
import type { CatalogOf } from '../../src/simulator/changing-world.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const SNAPSHOT = loadSnapshot()
const FILE = readFileSync(new URL('../../config/catalog.json', import.meta.url), 'utf8')
const NOW = () => new Date('2027-03-01T12:00:00Z')

/** Every Region of the snapshot, as AWS would have it. */
const everywhere: CatalogOf = (region) => (SNAPSHOT.regions[region] ? catalogFromSnapshot(SNAPSHOT, region) : undefined)

it('gives the same file but for its date where AWS lists what the snapshot says', async () => {
  const { snapshot, report } = await regenerate(everywhere)
  expect(formatSnapshot(snapshot)).toBe(FILE.replace(/"asOf": "[^"]+"/, '"asOf": "2027-03-01"'))
  expect(report).toHaveLength(Object.keys(SNAPSHOT.regions).length)
})

it('gives the same whatever order AWS lists in', async () => {
  const { snapshot } = await regenerate((region) => {
    const catalog = everywhere(region)
    return catalog && { ...catalog, models: new Map([...catalog.models].reverse()) }
  })
  expect(formatSnapshot(snapshot)).toBe(FILE.replace(/"asOf": "[^"]+"/, '"asOf": "2027-03-01"'))
})

it('leaves the facts of Regions that refuse as they were, and says which', async () => {
  const { snapshot, report } = await regenerate((region) =>
    region === 'eu-central-1' ? everywhere(region) : undefined,
  )
  expect({ ...snapshot, asOf: SNAPSHOT.asOf }).toEqual(withoutSchema(SNAPSHOT))
  const refused = report.filter((line) => /its old facts stay.*403 InvalidSignatureException/.test(line))
  expect(refused).toHaveLength(Object.keys(SNAPSHOT.regions).length - 1)
})

it('learns a new model, a new Region and a new geography', async () => {
  const { snapshot, report } = await regenerate(
    (region) => (region === 'xx-new-1' ? NEW_REGION : everywhere(region)),
    ['xx-new-1'],
  )
  expect(snapshot.regions['xx-new-1']).toEqual(['xx', 'global'])
  expect(snapshot.geographies.xx).toEqual({ sources: ['xx-new-1'], destinations: { 'xx-new-1': ['xx-new-1'] } })
  expect(Object.keys(snapshot.geographies).slice(-2)).toEqual(['xx', 'global'])
  expect(snapshot.models['acme.new-v1:0']).toEqual({
    name: 'New',
    onDemand: ['xx-new-1'],
    profiles: { 'xx.acme.new-v1:0': 'all', 'global.acme.new-v1:0': ['xx-new-1'] },
  })
  expect(report).toContainEqual(expect.stringContaining('new geography xx'))
})

it('leaves out a new Region that refuses', async () => {
  const { snapshot, report } = await regenerate(everywhere, ['xx-new-1'])
  expect(snapshot.regions).not.toHaveProperty('xx-new-1')
  expect(report).toContainEqual(expect.stringMatching(/^xx-new-1: left out/))
})

it('drops a model that AWS has withdrawn, and keeps one that has ended with the date of its end', async () => {
  const withdrawn = 'acme.withdrawn-v1:0'
  const old = { ...SNAPSHOT, models: { ...SNAPSHOT.models, [withdrawn]: { name: 'W', onDemand: ['eu-central-1'] } } }
  const ended = 'anthropic.claude-3-haiku-20240307-v1:0'
  const { snapshot } = await regenerate(
    (region) => {
      const catalog = everywhere(region)
      return catalog && { ...catalog, models: new Map([...catalog.models].filter(([modelId]) => modelId !== ended)) }
    },
    [],
    old,
  )
  expect(snapshot.models).not.toHaveProperty([withdrawn])
  expect(snapshot.models[ended]).toEqual(SNAPSHOT.models[ended])
})

it('takes the later end where AWS has extended a life', async () => {
  const haiku = 'anthropic.claude-3-haiku-20240307-v1:0'
  const { snapshot } = await regenerate((region) => {
    const catalog = everywhere(region)
    const model = catalog?.models.get(haiku)
    return catalog && model
      ? { ...catalog, models: new Map(catalog.models).set(haiku, { ...model, endOfLife: '2028-01-01' }) }
      : undefined
  })
  expect(snapshot.models[haiku]).toEqual({ ...SNAPSHOT.models[haiku], endOfLife: '2028-01-01' })
})

it('writes nothing where no Region answers', async () => {
  await expect(regenerate(() => undefined)).rejects.toThrow('No Region answered.')
})

const NEW_REGION: Catalog = {
  region: 'xx-new-1',
  source: 'live',
  asOf: '2027-03-01',
  applicationProfiles: [],
  models: new Map([
    [
      'acme.new-v1:0',
      {
        modelId: 'acme.new-v1:0',
        name: 'New',
        onDemand: true,
        profiles: [
          { id: 'global.acme.new-v1:0', geography: 'global', destinationRegions: [], reachesAnywhere: true },
          { id: 'xx.acme.new-v1:0', geography: 'xx', destinationRegions: ['xx-new-1'], reachesAnywhere: false },
        ],
      },
    ],
  ]),
}

async function regenerate(catalog: CatalogOf, regions: string[] = [], old: Snapshot = SNAPSHOT) {
  const { url } = await startFrankfurt({ catalog })
  const inquiry = { regions, loadCredentials: async () => CREDENTIALS, endpoint: new URL(url), env: {} }
  return regenerateSnapshot(inquiry, old, NOW)
}

function withoutSchema(snapshot: Snapshot): Snapshot {
  const { asOf, regions, geographies, models } = snapshot
  return { asOf, regions, geographies, models }
}
