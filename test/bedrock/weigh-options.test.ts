import { describe, expect, it } from 'vitest'
import type { Catalog, FoundationModel, InferenceProfile } from '../../src/bedrock/catalog.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { weighOptions } from '../../src/bedrock/weigh-options.ts'
import { policyWith } from '../fixtures/policy.ts'

const ID = 'a.m'
const EU = profile('eu')
const GLOBAL = profile('global')

describe('weighOptions', () => {
  it('lists what the routing allows first, then what it refuses, then what the Region does not have', () => {
    expect(weigh(ID, { profiles: [EU, GLOBAL] }, 'global-only').candidates).toEqual([
      { id: 'global.a.m', accepted: true, why: 'the global profile' },
      { id: 'eu.a.m', accepted: false, why: 'routing global-only allows no geographic profile' },
      { id: 'a.m', accepted: false, why: 'not on demand in eu-west-1' },
    ])
  })

  it('tells which ID was preferred to an allowed one', () => {
    expect(weigh(ID, { profiles: [EU, GLOBAL] }, 'geo-first').candidates).toContainEqual({
      id: 'global.a.m',
      accepted: false,
      why: 'allowed by routing geo-first, but eu.a.m was preferred',
    })
  })

  it('lists a requested profile that the Region does not have', () => {
    expect(weigh('us.a.m', { profiles: [EU] }, 'geo-first').candidates).toContainEqual({
      id: 'us.a.m',
      accepted: false,
      why: 'not callable from eu-west-1',
    })
  })

  it.each<[string, Routing, string | undefined]>([
    ['a.m', 'geo-first', 'a.m'],
    ['arn:aws:bedrock:eu-west-1::foundation-model/a.m', 'global-first', 'a.m'],
    ['global.a.m', 'geo-first', 'global.a.m'],
    ['us.a.m', 'geo-first', 'a.m'],
    ['us.a.m', 'global-first', 'global.a.m'],
    ['a.m', 'global-only', 'global.a.m'],
    ['global.a.m', 'in-region-only', 'a.m'],
  ])('chooses for %s under %s %s', (requested, routing, chosen) => {
    expect(weigh(requested, { onDemand: true, profiles: [EU, GLOBAL] }, routing).chosen?.id).toBe(chosen)
  })

  it('chooses nothing where the routing leaves nothing', () => {
    const { chosen, refused, candidates } = weigh(ID, { profiles: [GLOBAL] }, 'geo-only')
    expect(chosen).toBeUndefined()
    expect(refused.map(({ option }) => option.id)).toEqual(['global.a.m'])
    expect(candidates.some((candidate) => candidate.accepted)).toBe(false)
  })

  it('has no options where the Region has none', () => {
    expect(weigh(ID, {}, 'geo-first')).toEqual({
      chosen: undefined,
      others: [],
      refused: [],
      candidates: [{ id: 'a.m', accepted: false, why: 'not on demand in eu-west-1' }],
    })
  })

  it('sends an on-demand call to no Region but its own', () => {
    expect(weigh(ID, { onDemand: true }, 'geo-first').chosen?.destinationRegions).toEqual(['eu-west-1'])
  })
})

function profile(geography: string): InferenceProfile {
  const reachesAnywhere = geography === 'global'
  return { id: `${geography}.${ID}`, geography, destinationRegions: ['eu-west-1', 'eu-west-3'], reachesAnywhere }
}

function weigh(requested: string, facts: Partial<FoundationModel>, routing: Routing) {
  const model: FoundationModel = { modelId: ID, name: 'M', onDemand: false, profiles: [], ...facts }
  const catalog: Catalog = {
    region: 'eu-west-1',
    source: 'snapshot',
    asOf: '2026-01-01',
    models: new Map([[ID, model]]),
    applicationProfiles: [],
  }
  return weighOptions(requested, model, [], { catalog, policy: policyWith({ routing }) })
}
