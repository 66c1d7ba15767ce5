import { describe, expect, it } from 'vitest'
import type { ApplicationProfile, Catalog, FoundationModel, InferenceProfile } from '../../src/bedrock/catalog.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { optionOfApplication, weighOptions } from '../../src/bedrock/weigh-options.ts'
import { policyWith } from '../fixtures/policy.ts'

const ID = 'a.m'
const EU = profile('eu')
const GLOBAL = profile('global')
const TAGS = new Map([['team', 'search']])
const CATALOG: Catalog = {
  region: 'eu-west-1',
  source: 'snapshot',
  asOf: '2026-01-01',
  models: new Map(),
  applicationProfiles: [],
}

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
    ['a.m', 'global-first', 'a.m'],
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
      lacksApplicationProfile: false,
      candidates: [{ id: 'a.m', accepted: false, why: 'not on demand in eu-west-1' }],
    })
  })

  it('sends an on-demand call to no Region but its own', () => {
    expect(weigh(ID, { onDemand: true }, 'geo-first').chosen?.destinationRegions).toEqual(['eu-west-1'])
  })

  it('has no options where the model has ended, whatever is still listed', () => {
    const ended = { onDemand: true, profiles: [EU, GLOBAL], hasEnded: true } as const
    expect(weigh('eu.a.m', ended, 'geo-first', application())).toEqual({
      chosen: undefined,
      others: [],
      refused: [],
      lacksApplicationProfile: false,
      candidates: [{ id: 'a.m', accepted: false, why: 'AWS says that the model has reached the end of its life' }],
    })
  })

  it('leaves what else is allowed, best first, for a second try', () => {
    const { others } = weigh('global.a.m', { onDemand: true, profiles: [EU, GLOBAL] }, 'geo-first')
    expect(others.map(({ id }) => id)).toEqual(['a.m', 'eu.a.m'])
  })

  it('leaves nothing for a second try that the destinations do not cover', () => {
    const policy = policyWith({ allowDestinations: ['eu-*'] })
    const { chosen, others, refused } = weigh(ID, { onDemand: true, profiles: [EU, GLOBAL] }, policy)
    expect([chosen, ...others].map((option) => option?.id)).toEqual(['a.m', 'eu.a.m'])
    expect(refused.map(({ option, refusal }) => [option.id, refusal.rule])).toEqual([
      ['global.a.m', 'allow-destinations'],
    ])
  })
})

describe('weighOptions, where the settings want an application profile,', () => {
  it.each(['a.m', 'eu.a.m', 'us.a.m'])('chooses it for %s', (requested) => {
    const { chosen, candidates } = weigh(
      requested,
      { profiles: [EU] },
      policyWith({ applicationProfileTags: TAGS }),
      application(),
    )
    expect(chosen).toMatchObject({ id: application().arn, isApplicationProfile: true })
    expect(candidates[0]).toEqual({
      id: application().arn,
      accepted: true,
      why: 'the application profile with the configured tags',
    })
  })

  it('says so where there is none, and takes the next best', () => {
    const weighed = weigh(ID, { profiles: [EU] }, policyWith({ applicationProfileTags: TAGS }))
    const { chosen, candidates, lacksApplicationProfile } = weighed
    expect([chosen?.id, lacksApplicationProfile]).toEqual(['eu.a.m', true])
    expect(candidates.at(-1)).toEqual({
      id: 'application-inference-profile',
      accepted: false,
      why: 'no application profile of this model carries the tags team=search',
    })
  })

  it('takes the next best where the policy refuses it, and says which rule did', () => {
    const policy = policyWith({ applicationProfileTags: TAGS, routing: 'geo-only' })
    const weighed = weigh(ID, { profiles: [EU] }, policy, application({ reachesAnywhere: true }))
    const { chosen, candidates, lacksApplicationProfile } = weighed
    expect([chosen?.id, lacksApplicationProfile]).toEqual(['eu.a.m', false])
    expect(candidates).toContainEqual({
      id: application().arn,
      accepted: false,
      why: 'routing geo-only allows no global profile',
    })
  })
})

describe('optionOfApplication', () => {
  it.each([
    ['in-region', { destinationRegions: ['eu-west-1'] }],
    ['geographic', { destinationRegions: ['eu-west-3'] }],
    ['geographic', { destinationRegions: ['eu-west-1', 'eu-west-3'] }],
    ['geographic', { destinationRegions: [] }],
    ['global', { destinationRegions: ['eu-west-1'], reachesAnywhere: true }],
  ])('counts as %s a profile that reaches %j', (scope, facts) => {
    expect(optionOfApplication(application(facts), CATALOG).scope).toBe(scope)
  })
})

function profile(geography: string): InferenceProfile {
  const reachesAnywhere = geography === 'global'
  return { id: `${geography}.${ID}`, geography, destinationRegions: ['eu-west-1', 'eu-west-3'], reachesAnywhere }
}

function application(facts: Partial<ApplicationProfile> = {}): ApplicationProfile {
  const arn = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123'
  return {
    arn,
    name: 'search',
    modelId: ID,
    destinationRegions: ['eu-west-1'],
    reachesAnywhere: false,
    tags: {},
    ...facts,
  }
}

function weigh(
  requestedId: string,
  facts: Partial<FoundationModel>,
  policy: Routing | Policy,
  applicationProfile?: ApplicationProfile,
) {
  const model: FoundationModel = { modelId: ID, name: 'M', onDemand: false, profiles: [], ...facts }
  return weighOptions(requestedId, model, applicationProfile, {
    catalog: { ...CATALOG, models: new Map([[ID, model]]) },
    policy: typeof policy === 'string' ? policyWith({ routing: policy }) : policy,
  })
}
