import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { type ControlPlane, createControlPlane, type ProfileSummary } from '../../src/aws/control-plane.ts'
import { createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { type ApplicationProfile, isReachable } from '../../src/bedrock/catalog.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { ROUTINGS, type Routing } from '../../src/bedrock/routing.ts'
import { discoverCatalog } from '../../src/catalog/discover-catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const SNAPSHOT = loadSnapshot()
const ROUTING_NAMES = Object.keys(ROUTINGS) as Routing[]
/** Before the first model of the snapshot ends. */
const BEFORE_ANY_END = () => new Date('2026-01-01T00:00:00Z')
const SOURCE = { get: async () => CREDENTIALS, invalidate: () => undefined }

describe.each(Object.keys(SNAPSHOT.regions))('what a control plane that knows the snapshot lists in %s', (region) => {
  it('resolves every model within reach as the snapshot does, under every routing', async () => {
    const fromSnapshot = catalogFromSnapshot(SNAPSHOT, region)
    const { catalog: live } = await discover(region, BEFORE_ANY_END)
    const reachable = [...fromSnapshot.models.values()].filter(isReachable)
    expect([...live.models.keys()].toSorted()).toEqual(reachable.map(({ modelId }) => modelId).toSorted())
    for (const { modelId } of reachable) {
      for (const routing of ROUTING_NAMES) {
        const expected = resolveModel(modelId, {
          catalog: fromSnapshot,
          policy: policyWith({ routing }),
          takesProfile: true,
        })
        const resolved = resolveModel(modelId, { catalog: live, policy: policyWith({ routing }), takesProfile: true })
        expect(sorted(resolved)).toEqual(sorted(expected))
      }
    }
  })
})

it('says when the facts were gathered', async () => {
  const { catalog, missing } = await discover('eu-central-1', () => new Date('2026-11-22T00:00:00Z'))
  expect(catalog).toMatchObject({ source: 'live', asOf: '2026-11-22T00:00:00.000Z', region: 'eu-central-1' })
  expect(missing).toEqual([])
})

const PROFILE: ProfileSummary = {
  inferenceProfileId: 'eu.a.m',
  status: 'ACTIVE',
  models: [{ modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/a.m' }],
}
const ownProfile = (id: string): ProfileSummary => ({
  ...PROFILE,
  inferenceProfileId: id,
  inferenceProfileArn: ownArn(id),
  inferenceProfileName: id,
})
const ownArn = (id: string) => `arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/${id}`
const FAILURE = new Error('denied')
const refuse = () => Promise.reject(FAILURE)

it.each(['SYSTEM_DEFINED', 'models'])('rejects where the listing of %s fails', async (listing) => {
  const controlPlane = controlPlaneOf({
    listInferenceProfiles: (type) => (type === listing ? refuse() : Promise.resolve([PROFILE])),
    ...(listing === 'models' && { listFoundationModels: refuse }),
  })
  await expect(discoverCatalog('eu-central-1', controlPlane, SNAPSHOT)).rejects.toBe(FAILURE)
})

it('rejects where AWS lists nothing at all, for that is no catalog', async () => {
  const nothing = controlPlaneOf({ listInferenceProfiles: async () => [] })
  await expect(discoverCatalog('eu-central-1', nothing, SNAPSHOT)).rejects.toMatchObject({ code: 'empty' })
})

describe("where the account's own profiles are not listed", () => {
  const controlPlane = controlPlaneOf({
    listInferenceProfiles: (type) => (type === 'APPLICATION' ? refuse() : Promise.resolve([PROFILE])),
  })

  it("is a catalog all the same, of AWS's profiles, and says what is missing", async () => {
    const { catalog, missing } = await discoverCatalog('eu-central-1', controlPlane, SNAPSHOT, { withTags: true })
    expect(catalog.models.get('a.m')?.profiles).toHaveLength(1)
    expect(missing).toEqual([{ part: 'application-profiles', cause: FAILURE }])
  })

  it('keeps those that were known before, but for a model that has ended since', async () => {
    const known = ['a.m', 'a.ended'].map((modelId) => ({ ...KNOWN, modelId }))
    const models = [{ modelId: 'a.ended', modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2020-01-01T00:00:00Z' } }]
    const { catalog } = await discoverCatalog(
      'eu-central-1',
      { ...controlPlane, listFoundationModels: async () => models },
      SNAPSHOT,
      { known },
    )
    expect(catalog.applicationProfiles.map(({ modelId }) => modelId)).toEqual(['a.m'])
  })
})

describe('tags', () => {
  const controlPlane = controlPlaneOf({
    listInferenceProfiles: async (type) => (type === 'APPLICATION' ? [ownProfile('one')] : [PROFILE]),
  })

  it('are asked for only where they are wanted', async () => {
    const { catalog, missing } = await discoverCatalog('eu-central-1', controlPlane, SNAPSHOT)
    expect([catalog.applicationProfiles[0]?.tags, missing]).toEqual([{}, []])
  })

  it('come with each application profile', async () => {
    const { catalog, missing } = await discoverCatalog('eu-central-1', controlPlane, SNAPSHOT, { withTags: true })
    expect(catalog.applicationProfiles).toMatchObject([{ arn: ownArn('one'), tags: { of: ownArn('one') } }])
    expect(missing).toEqual([])
  })

  it('are told to be missing where a lookup fails', async () => {
    const refusing = { ...controlPlane, listTagsForResource: refuse }
    const { catalog, missing } = await discoverCatalog('eu-central-1', refusing, SNAPSHOT, { withTags: true })
    expect(catalog.applicationProfiles).toMatchObject([{ arn: ownArn('one'), tags: {} }])
    expect(missing).toEqual([{ part: 'tags', cause: FAILURE }])
  })
})

const KNOWN: ApplicationProfile = {
  arn: ownArn('known'),
  name: 'known',
  modelId: 'a.m',
  destinationRegions: ['eu-central-1'],
  reachesAnywhere: false,
  tags: { team: 'search' },
}

function controlPlaneOf(given: Partial<ControlPlane>): ControlPlane {
  return {
    listInferenceProfiles: async (type) => (type === 'APPLICATION' ? [] : [PROFILE]),
    listFoundationModels: async () => [],
    listTagsForResource: async (arn) => ({ of: arn }),
    ...given,
  }
}

/** The live catalog of a simulated Region. */
async function discover(region: string, now?: () => Date) {
  const { url } = await startFrankfurt({ region, catalog: catalogFromSnapshot(SNAPSHOT, region) })
  const endpoint = new URL(url)
  const pool = createUpstreamPool(endpoint)
  onTestFinished(() => pool.destroy())
  const authenticate = createSigV4(region, SOURCE)
  const controlPlane = createControlPlane({ endpoint, pool, authenticate, timeoutMs: 10_000 })
  return discoverCatalog(region, controlPlane, SNAPSHOT, { ...(now && { now }) })
}

/** A listing has its own order of destination Regions. */
function sorted(resolution: ReturnType<typeof resolveModel>) {
  if (!('resolved' in resolution)) return resolution
  const others = resolution.others.map((other) => ({
    ...other,
    destinationRegions: other.destinationRegions.toSorted(),
  }))
  return { ...resolution, others, destinationRegions: resolution.destinationRegions.toSorted() }
}
