import { describe, expect, it } from 'vitest'
import type { ModelSummary, ProfileSummary } from '../../src/aws/control-plane.ts'
import { catalogFromListings, type Listings } from '../../src/catalog/catalog-from-listings.ts'
import type { Snapshot } from '../../src/catalog/load-snapshot.ts'

const SNAPSHOT: Snapshot = {
  asOf: '2026-01-01',
  regions: { 'ap-east-9': ['jp', 'apac', 'global'], 'ap-west-9': ['apac', 'global'], 'us-gov-east-9': ['us-gov'] },
  geographies: {},
  models: {},
}

const NOW = '2026-11-22T12:00:00.000Z'

describe('a model', () => {
  it.each([
    ['on demand', ['ON_DEMAND', 'INFERENCE_PROFILE'], true],
    ['through profiles alone', ['INFERENCE_PROFILE'], false],
    ['with provisioned throughput alone', ['PROVISIONED'], false],
    ['in ways that AWS does not tell', undefined, false],
  ])('is what AWS lists: %s', (_, types, onDemand) => {
    const model = { modelId: 'a.m', modelName: 'M', ...(types && { inferenceTypesSupported: types }) }
    expect(catalogOf([], [model]).models.get('a.m')).toEqual({ modelId: 'a.m', name: 'M', onDemand, profiles: [] })
  })

  it('goes by its ID where it has no name', () => {
    expect(catalogOf([], [{ modelId: 'a.m' }]).models.get('a.m')?.name).toBe('a.m')
  })

  it('is left out where its ID is none that could be sent', () => {
    expect([...catalogOf([], [{ modelId: 'a.m\r\nx: y' }, { modelId: 'a.m' }]).models.keys()]).toEqual(['a.m'])
  })

  it('is known through its profile where AWS lists it nowhere else', () => {
    const { models } = catalogOf([profile('jp.a.m-v1:0', ['ap-east-9'])], [])
    expect(models.get('a.m-v1:0')).toMatchObject({ name: 'a.m-v1:0', onDemand: false, profiles: [{ geography: 'jp' }] })
  })

  it('keeps being on demand beside its profiles', () => {
    const listed = [{ modelId: 'a.m', inferenceTypesSupported: ['ON_DEMAND'] }]
    expect(catalogOf([profile('jp.a.m', ['ap-east-9'])], listed).models.get('a.m')).toMatchObject({
      onDemand: true,
      profiles: [{ id: 'jp.a.m' }],
    })
  })
})

describe('the profiles of a model', () => {
  it("come in the Region's order, a geography that nobody knew before the global one", () => {
    const geographies = ['global', 'zz', 'apac', 'jp', 'yy']
    const listed = geographies.map((geography) => profile(`${geography}.a.m`, ['ap-east-9']))
    expect(profilesOf(listed).map(({ geography }) => geography)).toEqual(['jp', 'apac', 'zz', 'yy', 'global'])
  })

  it('come with the global one last in a Region that the snapshot does not know', () => {
    const listed = ['global', 'zz'].map((geography) => profile(`${geography}.a.m`, ['xx-new-1']))
    const { models } = catalogFromListings('xx-new-1', listings({ systemProfiles: listed }), SNAPSHOT, NOW)
    expect(models.get('a.m')?.profiles.map(({ id }) => id)).toEqual(['zz.a.m', 'global.a.m'])
  })

  it('name the Regions of their models, each once and sorted', () => {
    const listed = [profile('apac.a.m', ['ap-west-9', 'ap-east-9', 'ap-west-9'])]
    expect(profilesOf(listed)).toMatchObject([{ destinationRegions: ['ap-east-9', 'ap-west-9'] }])
  })

  it('reach every commercial Region where one model has no Region in its ARN', () => {
    const listed = [profile('global.a.m', ['ap-east-9', ''])]
    expect(profilesOf(listed)).toMatchObject([{ destinationRegions: ['ap-east-9', 'ap-west-9'] }])
  })

  it.each(['aws', 'aws-us-gov', 'aws-eusc'])('are read from ARNs of the partition %s', (partition) => {
    const modelArn = `arn:${partition}:bedrock:xx-1::foundation-model/a.m`
    const listed = [{ inferenceProfileId: 'us-gov.a.m', status: 'ACTIVE', models: [{ modelArn }] }]
    expect(profilesOf(listed)).toMatchObject([{ id: 'us-gov.a.m', geography: 'us-gov', destinationRegions: ['xx-1'] }])
  })

  it.each<[string, ProfileSummary]>([
    ['is not active', { ...profile('jp.a.m', ['ap-east-9']), status: 'INACTIVE' }],
    ['has no model', profile('jp.a.m', [])],
    ['is not named after its model', { ...profile('jp.a.m', ['ap-east-9']), inferenceProfileId: 'p1x2y3' }],
    ['has a line feed in its ID', profile('j\r\nx: y.a.m', ['ap-east-9'])],
    ['has a path for an ID', profile('../jp.a.m', ['ap-east-9'])],
    ['is named like its model, without a geography', { ...profile('jp.a.m', ['x']), inferenceProfileId: 'a.m' }],
    [
      'has models with ARNs of another kind',
      {
        ...profile('jp.a.m', []),
        models: [{ modelArn: 'arn:aws:bedrock:ap-east-9:123456789012:custom-model/a.m' }, { modelArn: '' }],
      },
    ],
  ])('leave out one that %s', (_, listed) => {
    expect(catalogOf([listed], []).models.size).toBe(0)
  })
})

it('says that it is live, of which Region, and when it was gathered', () => {
  expect(catalogFromListings('ap-east-9', listings({}), SNAPSHOT, '2026-11-22T00:00:00.000Z')).toEqual({
    region: 'ap-east-9',
    source: 'live',
    applicationProfiles: [],
    asOf: '2026-11-22T00:00:00.000Z',
    models: new Map(),
  })
})

describe('an application profile', () => {
  const ARN = 'arn:aws:bedrock:ap-east-9:123456789012:application-inference-profile/x1y2z3'
  const own = (regions: string[], change: Partial<ProfileSummary> = {}): ProfileSummary => ({
    ...profile('apac.a.m', regions),
    inferenceProfileId: 'x1y2z3',
    inferenceProfileArn: ARN,
    inferenceProfileName: 'search',
    ...change,
  })

  it('leads to its model in the Regions that it names; its tags are in no listing', () => {
    expect(ownProfilesOf([own(['ap-west-9', 'ap-east-9'])])).toEqual([
      {
        arn: ARN,
        name: 'search',
        modelId: 'a.m',
        destinationRegions: ['ap-east-9', 'ap-west-9'],
        reachesAnywhere: false,
        tags: {},
      },
    ])
  })

  it('reaches anywhere where it copies a global profile', () => {
    expect(ownProfilesOf([own(['ap-east-9', ''])])).toMatchObject([
      { reachesAnywhere: true, destinationRegions: ['ap-east-9', 'ap-west-9'] },
    ])
  })

  it.each<[string, ProfileSummary]>([
    ['is not active', own(['ap-east-9'], { status: 'CREATING' })],
    ['has no model', own([])],
    ['has no ARN', profile('x1y2z3.a.m', ['ap-east-9'])],
    ["is AWS's own", own(['x'], { inferenceProfileArn: 'arn:aws:bedrock:x:123456789012:inference-profile/apac.a.m' })],
  ])('is left out where it %s', (_, summary) => {
    expect(ownProfilesOf([summary])).toEqual([])
  })

  it('is left out where its model has ended', () => {
    const models = [{ modelId: 'a.m', modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2026-11-01T00:00:00Z' } }]
    expect(ownProfilesOf([own(['ap-east-9'])], models)).toEqual([])
  })

  function ownProfilesOf(applicationProfiles: ProfileSummary[], models: ModelSummary[] = []) {
    return catalogFromListings('ap-east-9', listings({ applicationProfiles, models }), SNAPSHOT, NOW)
      .applicationProfiles
  }
})

describe('a model that has ended', () => {
  const ENDED = { modelId: 'a.m', modelName: 'M', inferenceTypesSupported: ['ON_DEMAND'] }
  const lifecycle = (endOfLifeTime: string) => ({ modelLifecycle: { status: 'LEGACY', endOfLifeTime } })

  it('is out of reach although its profiles are still listed as active', () => {
    const models = [{ ...ENDED, ...lifecycle('2026-11-22T12:00:00Z') }]
    expect(catalogOf([profile('apac.a.m', ['ap-east-9'])], models).models.get('a.m')).toEqual({
      modelId: 'a.m',
      name: 'M',
      onDemand: false,
      profiles: [],
      endOfLife: '2026-11-22',
      hasEnded: true,
    })
  })

  it('is within reach until its very end', () => {
    const models = [{ ...ENDED, ...lifecycle('2026-11-22T12:00:00.001Z') }]
    const model = catalogOf([profile('apac.a.m', ['ap-east-9'])], models).models.get('a.m')
    expect(model).toMatchObject({ onDemand: true, profiles: [{ id: 'apac.a.m' }], endOfLife: '2026-11-22' })
    expect(model).not.toHaveProperty('hasEnded')
  })

  it('is known as such where AWS lists it no more and the Region once had it', () => {
    const snapshot: Snapshot = {
      ...SNAPSHOT,
      models: {
        'a.here': { name: 'Here', endOfLife: '2026-11-21', onDemand: ['ap-east-9'] },
        'a.elsewhere': { name: 'Elsewhere', endOfLife: '2026-11-21', onDemand: ['ap-west-9'] },
        'a.withdrawn': { name: 'Withdrawn', onDemand: ['ap-east-9'] },
        'a.not-yet': { name: 'Not yet', endOfLife: '2026-11-22', onDemand: ['ap-east-9'] },
      },
    }
    const { models } = catalogFromListings('ap-east-9', listings({}), snapshot, NOW)
    expect([...models.values()]).toEqual([
      { modelId: 'a.here', name: 'Here', onDemand: false, profiles: [], endOfLife: '2026-11-21', hasEnded: true },
    ])
  })
})

function listings(given: Partial<Listings>): Listings {
  return { systemProfiles: [], applicationProfiles: [], models: [], ...given }
}

function catalogOf(profiles: readonly ProfileSummary[], models: readonly ModelSummary[]) {
  return catalogFromListings('ap-east-9', listings({ systemProfiles: profiles, models }), SNAPSHOT, NOW)
}

function profilesOf(profiles: readonly ProfileSummary[]) {
  return catalogOf(profiles, []).models.get('a.m')?.profiles ?? []
}

/** A system-defined profile as AWS lists it, whose model stands in these Regions. */
function profile(inferenceProfileId: string, regions: readonly string[]): ProfileSummary {
  const modelId = inferenceProfileId.slice(inferenceProfileId.indexOf('.') + 1)
  const models = regions.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/${modelId}` }))
  return { inferenceProfileId, status: 'ACTIVE', models }
}
