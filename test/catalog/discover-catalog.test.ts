import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { type ControlPlane, createControlPlane } from '../../src/aws/control-plane.ts'
import { createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { isReachable } from '../../src/bedrock/catalog.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { ROUTINGS, type Routing } from '../../src/bedrock/routing.ts'
import { discoverCatalog } from '../../src/catalog/discover-catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const SNAPSHOT = loadSnapshot()
const ROUTING_NAMES = Object.keys(ROUTINGS) as Routing[]
const SOURCE = { get: async () => CREDENTIALS, invalidate: () => undefined }

describe.each(Object.keys(SNAPSHOT.regions))('what a control plane that knows the snapshot lists in %s', (region) => {
  it('resolves every model within reach as the snapshot does, under every routing', async () => {
    const fromSnapshot = catalogFromSnapshot(SNAPSHOT, region)
    const live = await discover(region)
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
  const live = await discover('eu-central-1', () => new Date('2026-11-22T00:00:00Z'))
  expect(live).toMatchObject({ source: 'live', asOf: '2026-11-22T00:00:00.000Z', region: 'eu-central-1' })
})

it.each(['listInferenceProfiles', 'listFoundationModels'] as const)('rejects where %s fails', async (listing) => {
  const failure = new Error('denied')
  const controlPlane: ControlPlane = {
    listInferenceProfiles: async () => [],
    listFoundationModels: async () => [],
    [listing]: () => Promise.reject(failure),
  }
  await expect(discoverCatalog('eu-central-1', controlPlane, SNAPSHOT)).rejects.toBe(failure)
})

/** The live catalog of a simulated Region. */
async function discover(region: string, now?: () => Date) {
  const { url } = await startFrankfurt({ region, catalog: catalogFromSnapshot(SNAPSHOT, region) })
  const endpoint = new URL(url)
  const pool = createUpstreamPool(endpoint)
  onTestFinished(() => pool.destroy())
  const authenticate = createSigV4(region, SOURCE)
  const controlPlane = createControlPlane({ endpoint, pool, authenticate, timeoutMs: 10_000 })
  return discoverCatalog(region, controlPlane, SNAPSHOT, now)
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
