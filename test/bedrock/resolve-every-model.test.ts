import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { Resolution, ResolutionContext } from '../../src/bedrock/resolution.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { ROUTINGS, type Routing } from '../../src/bedrock/routing.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const SNAPSHOT = loadSnapshot()
const REGIONS = [...Object.keys(SNAPSHOT.regions), 'xx-nowhere-1']
const outOfReach = ({ isUnlisted }: Catalog) => (isUnlisted ? 'unknown-region' : 'not-in-region')

const ALL_ROUTINGS = Object.keys(ROUTINGS) as Routing[]

describe('every model, Region and routing of the snapshot', () => {
  it.each(REGIONS)('keeps its promises in %s', (region) => {
    const catalog = catalogFromSnapshot(SNAPSHOT, region)
    const ids = idsOf(catalog)
    const contexts = ALL_ROUTINGS.flatMap((routing) =>
      [true, false].map((takesProfile) => ({ catalog, policy: policyWith({ routing }), takesProfile })),
    )
    const listed = listedIn(catalog)
    const broken = contexts.flatMap((context) =>
      ids.flatMap((requested) => brokenPromises(resolveModel(requested, context), { ...context, listed })),
    )
    expect(broken).toEqual([])
  })

  it.each(REGIONS)('answers every foundation model ID in %s: as the listing says, or with a reason', (region) => {
    const catalog = catalogFromSnapshot(SNAPSHOT, region)
    for (const { modelId, onDemand, profiles } of catalog.models.values()) {
      const resolution = resolveModel(modelId, { catalog, policy: policyWith(), takesProfile: true })
      const [best] = onDemand ? [modelId] : profiles.map(({ id }) => id)
      expect(resolution).toMatchObject(
        best === undefined
          ? { kind: 'unchanged', resolved: modelId, reason: outOfReach(catalog) }
          : { kind: onDemand ? 'unchanged' : 'profile', resolved: best },
      )
      expect(callableFrom(region, modelId)).toEqual(
        [...(onDemand ? [modelId] : []), ...profiles.map(({ id }) => id)].sort(),
      )
    }
  })

  it.each(REGIONS)('resolves a bare ID in %s to an ID that resolves to itself', (region) => {
    const catalog = catalogFromSnapshot(SNAPSHOT, region)
    for (const routing of ALL_ROUTINGS) {
      for (const modelId of catalog.models.keys()) {
        const context = { catalog, policy: policyWith({ routing }), takesProfile: true }
        const first = resolveModel(modelId, context)
        if (!('resolved' in first)) continue
        expect(resolveModel(first.resolved, context)).toMatchObject({ kind: 'unchanged', resolved: first.resolved })
      }
    }
  })

  it.each(REGIONS)('resolves an ARN of the model in %s as it does the bare ID', (region) => {
    const catalog = catalogFromSnapshot(SNAPSHOT, region)
    for (const routing of ALL_ROUTINGS) {
      for (const modelId of catalog.models.keys()) {
        const context = { catalog, policy: policyWith({ routing }), takesProfile: true }
        const arn = `arn:aws:bedrock:${region}::foundation-model/${modelId}`
        expect(outcomeOf(resolveModel(arn, context), arn)).toEqual(outcomeOf(resolveModel(modelId, context), modelId))
      }
    }
  })
})

/** The IDs of a model that the snapshot says can be called from a Region, read from the file itself. */
function callableFrom(region: string, modelId: string): string[] {
  const { onDemand = [], profiles = {} } = SNAPSHOT.models[modelId] ?? {}
  const ids = Object.entries(profiles).flatMap(([id, sources]) => {
    const ofGeography = SNAPSHOT.geographies[id.slice(0, id.indexOf('.'))]?.sources ?? []
    const except = typeof sources === 'object' && 'except' in sources ? sources.except : []
    const listed = Array.isArray(sources) ? sources : ofGeography.filter((source) => !except.includes(source))
    return listed.includes(region) ? [id] : []
  })
  return [...ids, ...(onDemand.includes(region) ? [modelId] : [])].sort()
}

/** Every model ID and profile ID of the snapshot, callable from here or not, and each model under a foreign geography. */
function idsOf({ models }: Catalog): string[] {
  return Object.entries(SNAPSHOT.models)
    .flatMap(([modelId, { profiles = {} }]) => [
      modelId,
      `us.${modelId}`,
      `global.${modelId}`,
      ...Object.keys(profiles),
    ])
    .concat([...models.keys()].map((modelId) => `apac.${modelId}`))
}

/** Every ID that a Region's catalog names, gathered once: each resolution is looked up in it. */
function listedIn({ models }: Catalog): ReadonlySet<string> {
  return new Set([...models.values()].flatMap(({ modelId, profiles }) => [modelId, ...profiles.map(({ id }) => id)]))
}

type Judged = ResolutionContext & { readonly listed: ReadonlySet<string> }

/** The promises of a Resolution that this one does not keep, each with what was asked. */
function brokenPromises(resolution: Resolution, context: Judged): string[] {
  return PROMISES.filter(([, isKept]) => !isKept(resolution, context)).map(
    ([promise]) => `${promise}: ${resolution.requested}, ${context.policy.routing}, ${context.takesProfile}`,
  )
}

const PROMISES = Object.entries<(resolution: Resolution, context: Judged) => boolean>({
  'the ID upstream is in the catalog or is the requested one': (resolution, { listed }) =>
    !('resolved' in resolution) || resolution.resolved === resolution.requested || listed.has(resolution.resolved),
  'at most one candidate is accepted, and it is the one that goes upstream': (resolution) => {
    const accepted = resolution.candidates.filter((candidate) => candidate.accepted)
    if (!('resolved' in resolution)) return accepted.length === 0
    return accepted.length <= 1 && accepted.every(({ id }) => id === resolution.resolved)
  },
  'what is replaced has an accepted candidate, unless the operation decided': (resolution) =>
    !('resolved' in resolution) ||
    resolution.kind === 'unchanged' ||
    resolution.reason === 'takes-foundation-model' ||
    resolution.candidates.some((candidate) => candidate.accepted),
  'no candidate is named twice, and each has a why': ({ candidates }) =>
    new Set(candidates.map(({ id }) => id)).size === candidates.length && candidates.every(({ why }) => why.length > 0),
  'unchanged is unchanged, and replaced is replaced': (resolution) =>
    !('resolved' in resolution) || (resolution.kind === 'unchanged') === (resolution.resolved === resolution.requested),
  'a profile goes upstream with its geography and its destination Regions': (resolution) =>
    resolution.kind !== 'profile' ||
    (resolution.resolved.startsWith(`${resolution.geography}.`) && resolution.destinationRegions.length > 0),
  'nothing leaves the scopes of the routing': (resolution, { policy: { routing } }) => {
    if (!('resolved' in resolution)) return true
    if (resolution.resolved.startsWith('global.')) return !['geo-only', 'in-region-only'].includes(routing)
    return resolution.kind !== 'profile' || !['global-only', 'in-region-only'].includes(routing)
  },
  'no profile goes where a foundation model ID is wanted': (resolution, { catalog, takesProfile }) =>
    takesProfile || !('resolved' in resolution) || catalog.models.has(resolution.resolved),
})

/** What becomes of a model, whether it was named by its ID or by its ARN. */
function outcomeOf(resolution: Resolution, requested: string) {
  if (!('resolved' in resolution)) return { kind: resolution.kind }
  const { kind, resolved, reason, geography } = resolution
  return { kind, reason, geography, resolved: resolved === requested ? 'as requested' : resolved }
}
