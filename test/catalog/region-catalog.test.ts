import { describe, expect, it, onTestFinished } from 'vitest'
import type { ControlPlane } from '../../src/aws/control-plane.ts'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { CatalogCopy } from '../../src/catalog/catalog-copy.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { keepRegionCatalog, loadRegionCatalog } from '../../src/catalog/region-catalog.ts'

const REGION = 'eu-central-1'
const SNAPSHOT = loadSnapshot()
const OWN_ARN = `arn:aws:bedrock:${REGION}:123456789012:application-inference-profile/a`
const FAILURE = new Error('denied')
const KEPT: Catalog = { ...catalogFromSnapshot(SNAPSHOT, REGION), source: 'cache', asOf: '2026-11-22T12:00:00.000Z' }

describe('a catalog for once', () => {
  it('is live where AWS lists, and is copied', async () => {
    const copy = copyOf(KEPT)
    const { catalog, failure } = await loadRegionCatalog({ ...parts(), copy })
    expect([catalog.source, failure]).toEqual(['live', undefined])
    expect(copy.written).toEqual([catalog])
  })

  it.each([
    ['the copy', copyOf(KEPT), 'cache'],
    ['the snapshot where there is no copy', copyOf(undefined), 'snapshot'],
    ['the snapshot where nothing is kept', undefined, 'snapshot'],
  ] as const)('is %s where AWS does not list, and says why', async (_, copy, source) => {
    const controlPlane = async () => Promise.reject(FAILURE)
    const { catalog, failure } = await loadRegionCatalog({ ...parts(), controlPlane, copy })
    expect([catalog.source, failure]).toEqual([source, FAILURE])
  })

  it.each([true, false])('has tags where they are wanted (%s)', async (withTags) => {
    const { catalog } = await loadRegionCatalog({ ...parts(), withTags: () => withTags })
    expect(catalog.applicationProfiles).toMatchObject([{ tags: withTags ? { team: 'search' } : {} }])
  })
})

it('is kept with the tags that were known when a later lookup fails', async () => {
  let hasFailed = false
  const controlPlane = async () => ({
    ...answering(),
    listTagsForResource: async () => (hasFailed ? Promise.reject(FAILURE) : { team: 'search' }),
  })
  const keeper = keepRegionCatalog(
    { ...parts(), controlPlane, withTags: () => true },
    { onRefreshed() {}, onFailed() {} },
  )
  onTestFinished(() => keeper.stop())
  expect(keeper.current().source).toBe('snapshot')
  await keeper.refresh()
  hasFailed = true
  const again = await keeper.refresh()
  expect(again.applicationProfiles).toMatchObject([{ tags: { team: 'search' } }])
  expect(keeper.status().problem).toBe('unknown')
})

function parts() {
  return { region: REGION, snapshot: SNAPSHOT, controlPlane: async () => answering() }
}

function answering(): ControlPlane {
  const models = [{ modelArn: `arn:aws:bedrock:${REGION}::foundation-model/a.m` }]
  const own = { inferenceProfileId: 'a', inferenceProfileArn: OWN_ARN, status: 'ACTIVE', models }
  return {
    listInferenceProfiles: async (type) => (type === 'APPLICATION' ? [own] : []),
    listFoundationModels: async () => [{ modelId: 'a.m' }],
    listTagsForResource: async () => ({ team: 'search' }),
  }
}

function copyOf(kept: Catalog | undefined): CatalogCopy & { written: Catalog[] } {
  const written: Catalog[] = []
  return {
    written,
    read: async () => kept,
    async write(catalog) {
      written.push(catalog)
    },
  }
}
