import { describe, expect, it } from 'vitest'
import {
  type Catalog,
  type FoundationModel,
  hasProfile,
  isListed,
  isReachable,
  modelOfProfileId,
} from '../../src/bedrock/catalog.ts'

const PROFILE = { id: 'eu.a.m-4.6', geography: 'eu', destinationRegions: ['eu-west-1'], reachesAnywhere: false }
const MODEL: FoundationModel = { modelId: 'a.m-4.6', name: 'M', onDemand: false, profiles: [PROFILE] }
const CATALOG: Catalog = {
  region: 'eu-west-1',
  source: 'snapshot',
  asOf: '2026-01-01',
  models: new Map([[MODEL.modelId, MODEL]]),
  applicationProfiles: [],
}

describe('isReachable', () => {
  it.each([
    ['on demand', { onDemand: true, profiles: [] }, true],
    ['through a profile', { onDemand: false, profiles: [PROFILE] }, true],
    ['in no way', { onDemand: false, profiles: [] }, false],
    ['no more, whatever is listed', { onDemand: true, profiles: [PROFILE], hasEnded: true as const }, false],
  ])('judges a model that answers %s', (_, facts, reachable) => {
    expect(isReachable({ ...MODEL, ...facts })).toBe(reachable)
  })
})

describe('modelOfProfileId', () => {
  it.each(['eu', 'us', 'us-gov', 'global'])('finds the model of a profile of the geography %s', (geography) => {
    expect(modelOfProfileId(CATALOG, `${geography}.a.m-4.6`)).toBe(MODEL)
  })

  it.each(['a.m-4.6', 'us.eu.a.m-4.6', '.a.m-4.6', 'us.', 'us', '', 'us.a.other', 'm-4.6'])(
    'finds no model in "%s"',
    (id) => {
      expect(modelOfProfileId(CATALOG, id)).toBeUndefined()
    },
  )
})

describe('hasProfile', () => {
  it.each([
    ['eu.a.m-4.6', true],
    ['us.a.m-4.6', false],
    ['a.m-4.6', false],
    ['eu.a.other', false],
    ['', false],
  ])('judges "%s"', (id, isCallable) => {
    expect(hasProfile(CATALOG, id)).toBe(isCallable)
  })
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
