import { describe, expect, it } from 'vitest'
import { isReachable } from '../../src/bedrock/catalog.ts'
import {
  catalogFromSnapshot,
  destinationsOf,
  geographyOf,
  loadSnapshot,
  type Snapshot,
} from '../../src/catalog/load-snapshot.ts'

const SNAPSHOT: Snapshot = {
  asOf: '2026-01-01',
  regions: { 'ap-east-9': ['jp', 'apac', 'global'], 'ap-west-9': ['apac', 'global'], 'us-gov-east-9': ['us-gov'] },
  geographies: {
    apac: { sources: ['ap-east-9', 'ap-west-9'], destinations: { 'ap-east-9': ['ap-east-9', 'ap-west-9'] } },
    jp: { sources: ['ap-east-9'], destinations: { 'ap-east-9': ['ap-east-9'] } },
    global: { sources: ['ap-east-9', 'ap-west-9'] },
  },
  models: {
    'a.everywhere': {
      name: 'Everywhere',
      profiles: { 'global.a.everywhere': 'all', 'apac.a.everywhere': 'all', 'jp.a.everywhere': 'all' },
    },
    'a.except': { name: 'Except', profiles: { 'apac.a.except': { except: ['ap-east-9'] } } },
    'a.listed': { name: 'Listed', profiles: { 'apac.a.listed': ['ap-east-9'] } },
    'a.on-demand': { name: 'On demand', endOfLife: '2026-12-31', onDemand: ['ap-east-9'] },
  },
}

describe('catalogFromSnapshot', () => {
  it('says where it comes from and how old it is', () => {
    expect(catalogFromSnapshot(SNAPSHOT, 'ap-east-9')).toMatchObject({
      region: 'ap-east-9',
      source: 'snapshot',
      asOf: '2026-01-01',
    })
  })

  it("orders the profiles by the Region's preference: national, geographic, global", () => {
    expect(profileIds('a.everywhere', 'ap-east-9')).toEqual([
      'jp.a.everywhere',
      'apac.a.everywhere',
      'global.a.everywhere',
    ])
  })

  it.each([
    ['a.everywhere', 'ap-west-9', ['apac.a.everywhere', 'global.a.everywhere']],
    ['a.except', 'ap-east-9', []],
    ['a.except', 'ap-west-9', ['apac.a.except']],
    ['a.listed', 'ap-east-9', ['apac.a.listed']],
    ['a.listed', 'ap-west-9', []],
    ['a.everywhere', 'us-gov-east-9', []],
    ['a.everywhere', 'xx-nowhere-1', []],
  ])('finds the profiles of %s that are callable from %s', (modelId, region, ids) => {
    expect(profileIds(modelId, region)).toEqual(ids)
  })

  it('knows where a model is on demand, and its end of life', () => {
    expect(model('a.on-demand', 'ap-east-9')).toEqual({
      modelId: 'a.on-demand',
      name: 'On demand',
      onDemand: true,
      profiles: [],
      endOfLife: '2026-12-31',
    })
    expect(model('a.on-demand', 'ap-west-9')?.onDemand).toBe(false)
  })

  it('keeps the models out of the reach of a Region, so that their profiles are known', () => {
    const { models } = catalogFromSnapshot(SNAPSHOT, 'xx-nowhere-1')
    expect([...models.keys()]).toEqual(Object.keys(SNAPSHOT.models))
    expect([...models.values()].filter(isReachable)).toEqual([])
  })
})

describe('destinationsOf', () => {
  it.each([
    ['apac', 'ap-east-9', ['ap-east-9', 'ap-west-9']],
    ['jp', 'ap-east-9', ['ap-east-9']],
    ['global', 'ap-east-9', ['ap-east-9', 'ap-west-9']],
  ])('knows where %s sends a request from %s', (geography, region, regions) => {
    expect(destinationsOf(SNAPSHOT, geography, region)).toEqual(regions)
  })
})

describe('geographyOf', () => {
  it.each([
    ['us.a.b-4.6', 'a.b-4.6', 'us'],
    ['us-gov.a.b', 'a.b', 'us-gov'],
  ])('reads %s of %s', (profileId, modelId, geography) => {
    expect(geographyOf(profileId, modelId)).toBe(geography)
  })
})

describe('loadSnapshot', () => {
  it('gives the snapshot that ships with this version', () => {
    expect(Object.keys(loadSnapshot().models).length).toBeGreaterThan(100)
  })
})

function model(modelId: string, region: string) {
  return catalogFromSnapshot(SNAPSHOT, region).models.get(modelId)
}

function profileIds(modelId: string, region: string) {
  return model(modelId, region)?.profiles.map(({ id }) => id)
}
