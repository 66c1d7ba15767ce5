import { describe, expect, it } from 'vitest'
import { type Catalog, type FoundationModel, findProfile, isListed, isReachable } from '../../src/bedrock/catalog.ts'

const PROFILE = { id: 'eu.a.m-4.6', geography: 'eu', destinationRegions: ['eu-west-1'] }
const MODEL: FoundationModel = { modelId: 'a.m-4.6', name: 'M', onDemand: false, profiles: [PROFILE] }
const CATALOG: Catalog = {
  region: 'eu-west-1',
  source: 'snapshot',
  asOf: '2026-01-01',
  models: new Map([[MODEL.modelId, MODEL]]),
}

describe('isReachable', () => {
  it.each([
    ['on demand', { onDemand: true, profiles: [] }, true],
    ['through a profile', { onDemand: false, profiles: [PROFILE] }, true],
    ['in no way', { onDemand: false, profiles: [] }, false],
  ])('judges a model that answers %s', (_, facts, reachable) => {
    expect(isReachable({ ...MODEL, ...facts })).toBe(reachable)
  })
})

describe('findProfile', () => {
  it.each(['eu', 'us', 'us-gov', 'global'])('finds the model of a profile of the geography %s', (geography) => {
    expect(findProfile(CATALOG, `${geography}.a.m-4.6`)).toEqual({ model: MODEL, geography })
  })

  it.each(['a.m-4.6', 'us.eu.a.m-4.6', '.a.m-4.6', 'us.', 'us', '', 'us.a.other', 'm-4.6'])(
    'finds no profile in "%s"',
    (id) => {
      expect(findProfile(CATALOG, id)).toBeUndefined()
    },
  )
})

describe('isListed', () => {
  it.each([
    ['a.m-4.6', true],
    ['eu.a.m-4.6', true],
    ['us.a.m-4.6', false],
    ['a.other', false],
    ['', false],
  ])('judges "%s"', (id, listed) => {
    expect(isListed(CATALOG, id)).toBe(listed)
  })
})
