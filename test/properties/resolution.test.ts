import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApplicationProfile, Catalog } from '../../src/bedrock/catalog.ts'
import { findModel } from '../../src/bedrock/find-model.ts'
import { parseModelIdentifier, withoutMarker } from '../../src/bedrock/model-identifier.ts'
import { plainNames } from '../../src/bedrock/plain-names.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import type { Resolution, ResolutionContext } from '../../src/bedrock/resolution.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { ROUTINGS, type Routing } from '../../src/bedrock/routing.ts'
import { catalogFromSnapshot, destinationsOf, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const SNAPSHOT = loadSnapshot()
const REGIONS = Object.keys(SNAPSHOT.regions)
const MODEL_IDS = Object.keys(SNAPSHOT.models)
const PROFILE_IDS = Object.values(SNAPSHOT.models).flatMap(({ profiles = {} }) => Object.keys(profiles))
const CATALOGS = new Map([...REGIONS, 'xx-nowhere-1'].map((region) => [region, catalogFromSnapshot(SNAPSHOT, region)]))

/** Names that mean no model by themselves. */
const ALIASES = ['fast', 'best[1m]', 'eu.fast', 'gpt-4', 'arn:aws:bedrock:us-east-1:1:prompt/X']

describe('the resolution of any name, in any Region, under any policy', () => {
  it('never throws, and gives every answer a reason', () => {
    holds(({ resolution }) => {
      const says = 'resolved' in resolution ? resolution.reason : resolution.why
      expect(says.length).toBeGreaterThan(0)
    })
  })

  it('sends an ID of the catalog, what the settings say, or what was requested', () => {
    holds(({ requested, resolution, context: { catalog, policy } }) => {
      if (!('resolved' in resolution)) return
      const untouched = [requested, ...policy.models.values()].flatMap((name) => [
        ...plainNames(name),
        withoutMarker(name),
      ])
      expect([...untouched, ...idsOf(catalog)]).toContain(resolution.resolved)
    })
  })

  it('resolves twice as it resolves once', () => {
    holds(({ resolution, context }) => {
      if (!('resolved' in resolution)) return
      expect(resolveModel(resolution.resolved, context)).toMatchObject({ resolved: resolution.resolved })
    })
  })

  it('sends nothing out of the geography under geo-only', () => {
    holds(({ resolution, context: { catalog, policy } }) => {
      if (!('resolved' in resolution) || policy.routing !== 'geo-only') return
      expect(resolution.geography).not.toBe('global')
      expect(anywhere(catalog)).not.toContain(profileIdOf(resolution.resolved))
      expect(resolution.others.filter(({ reachesAnywhere }) => reachesAnywhere)).toEqual([])
      expect(geographicRegions(catalog)).toEqual(expect.arrayContaining([...resolution.destinationRegions]))
    })
  })

  it('sends nothing to a Region that allow-destinations does not cover, nor keeps it for a second try', () => {
    holds(({ resolution, context: { catalog, policy } }) => {
      if (!('resolved' in resolution) || isOpen(policy)) return
      expect(anywhere(catalog)).not.toContain(profileIdOf(resolution.resolved))
      const travels = [resolution, ...resolution.others].flatMap(({ destinationRegions }) => destinationRegions)
      expect(travels.filter((region) => !isCovered(region, policy))).toEqual([])
      if (isProfileOf(catalog, resolution)) expect(resolution.destinationRegions).not.toEqual([])
      expect(resolution.others.filter(({ reachesAnywhere }) => reachesAnywhere)).toEqual([])
    })
  })

  it('names, of what it refuses, every profile of the Region with the rule that refused it', () => {
    let refusals = 0
    holds(({ requested, resolution, context }) => {
      const profiles = profilesWeighed(requested, context)
      if (resolution.kind !== 'refused' || profiles.length === 0) return
      refusals++
      for (const id of profiles) {
        const candidate = resolution.candidates.find((one) => one.id === id)
        expect(candidate?.why).toMatch(/^(?:routing|allow-destinations) /)
        expect(resolution.why).toContain(`${id} (${candidate?.why})`)
      }
    })
    expect(refusals).toBeGreaterThan(20)
  })

  it('accepts one candidate at most, which is what goes upstream, and names none twice', () => {
    holds(({ resolution, context: { catalog } }) => {
      const ids = resolution.candidates.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const accepted = resolution.candidates.filter((candidate) => candidate.accepted)
      expect(accepted.length).toBeLessThanOrEqual('resolved' in resolution ? 1 : 0)
      for (const { id } of accepted) expect(idsOf(catalog)).toContain(id)
    })
  })

  it('judges an ID that nobody listed as it judges the ARNs that have it', () => {
    let refusals = 0
    checkProperty(
      fc.property(UNLISTED_ID, RECIPE, (id, recipe) => {
        const context = contextOf({ ...recipe, policy: { ...recipe.policy, models: new Map() } })
        const { region } = recipe
        if (findModel(id, context.catalog).kind !== 'unknown') return
        const judged = (identifier: string) => resolveModel(identifier, context).kind === 'refused'
        const isRefused = judged(id)
        if (isRefused) refusals++
        expect(judged(`arn:aws:bedrock:${region}::foundation-model/${id}`)).toBe(isRefused)
        if (!GEOGRAPHIC.test(id)) return
        expect(judged(`arn:aws:bedrock:${region}:123456789012:inference-profile/${id}`)).toBe(isRefused)
        const { routing } = context.policy
        if (routing === 'geo-only' || routing === 'in-region-only') expect(isRefused).toBe(true)
      }),
    )
    expect(refusals).toBeGreaterThan(20)
  })

  it('sends no profile of the catalog to an operation that takes none, unless its ARN was sent', () => {
    holds(({ requested, resolution, context: { catalog, takesProfile } }) => {
      if (takesProfile || !('resolved' in resolution) || resolution.resolved === withoutMarker(requested)) return
      expect([...PROFILE_IDS, ...catalog.applicationProfiles.map(({ arn }) => arn)]).not.toContain(resolution.resolved)
    })
  })
})

type Case = { readonly requested: string; readonly resolution: Resolution; readonly context: ResolutionContext }

function holds(property: (given: Case) => void): void {
  checkProperty(
    fc.property(REQUESTED, RECIPE, (requested, recipe) => {
      const context = contextOf(recipe)
      property({ requested, context, resolution: resolveModel(requested, context) })
    }),
  )
}

const REGION = fc.constantFrom(...CATALOGS.keys())
const ID = fc.constantFrom(...MODEL_IDS, ...PROFILE_IDS)
const PREFIX = fc.constantFrom(
  '',
  'us.',
  'eu.',
  'apac.',
  'jp.',
  'global.',
  'sa.',
  'xx.',
  'us.us.',
  'eu.global.',
  'GLOBAL.',
)

/** An ID as somebody may get it wrong: without its vendor, date or version, with others, cut off or with a slip of the finger. */
const MUTATED_ID = fc
  .tuple(
    PREFIX,
    ID,
    fc.constantFrom(
      (id: string) => id,
      (id: string) => id.replace(/-v\d.*$/, ''),
      (id: string) => id.replace(/:\d+$/, ''),
      (id: string) => id.replace(/-20\d{6}/, ''),
      (id: string) => id.replace(/(-20\d{6})?(-v\d.*)?$/, ''),
      (id: string) => id.replace(/-20\d{6}/, '-20300101'),
      (id: string) => id.replace(/^.*?\./, ''),
      (id: string) => id.slice(0, id.length / 2),
      (id: string) => id.toUpperCase(),
    ),
    fc.constantFrom('', '', '-v1', '-v1:0', '-v2:0', ':0', ':24k', '[1m]', '-latest', '-20300101'),
  )
  .map(([prefix, id, mutate, suffix]) => prefix + mutate(id) + suffix)

const GEOGRAPHIC = /^(?:us|eu|apac|jp|au|in|ca|us-gov|global|mx|kr|xx)\./

/** Of a model that no catalog has, with and without a geography before it. */
const UNLISTED_ID = fc
  .tuple(
    fc.constantFrom(
      '',
      ...['us', 'eu', 'apac', 'jp', 'au', 'in', 'ca', 'us-gov', 'global', 'mx', 'kr', 'xx'].map((p) => `${p}.`),
    ),
    fc.constantFrom('new.model-v1:0', 'acme.new', 'acme.new-1.5', 'anthropic.claude-new-9'),
  )
  .map(([prefix, id]) => prefix + id)

const ARN = fc
  .tuple(
    REGION,
    fc.constantFrom(
      ...['foundation-model', 'inference-profile', 'application-inference-profile', 'provisioned-model'],
      ...['custom-model', 'imported-model', 'prompt-router', 'default-prompt-router', 'prompt', 'endpoint'],
    ),
    fc.oneof(ID, MUTATED_ID, fc.constantFrom('p0', 'p1', 'p2', 'abc123')),
  )
  .map(([region, type, resource]) => `arn:aws:bedrock:${region}:123456789012:${type}/${resource}`)

const REQUESTED = fc.oneof(
  { weight: 3, arbitrary: ID },
  { weight: 4, arbitrary: MUTATED_ID },
  { weight: 2, arbitrary: ARN },
  { weight: 1, arbitrary: fc.constantFrom(...ALIASES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
)

const TAGS = fc.dictionary(fc.constantFrom('team', 'stage'), fc.constantFrom('a', 'b'))

/** An application profile wraps something that the Region can call: which of it all, and with which tags. */
const APPLICATION_PROFILES = fc.array(fc.record({ which: fc.nat(), tags: TAGS }), { maxLength: 3 })

const POLICY: fc.Arbitrary<Policy> = fc.record({
  routing: fc.constantFrom(...(Object.keys(ROUTINGS) as Routing[])),
  allowDestinations: fc.oneof(
    fc.constant([]),
    fc.array(
      fc.oneof(fc.constantFrom('eu-*', 'us-*', 'ap-*', '*', ...REGIONS), fc.stringMatching(/^[a-z(.\\[-]{0,5}$/)),
      {
        maxLength: 3,
      },
    ),
  ),
  allowModels: fc.constant([]),
  denyModels: fc.constant([]),
  allowAccounts: fc.constant([]),
  models: fc
    .array(fc.tuple(fc.constantFrom(...ALIASES, ...MODEL_IDS), fc.oneof(ID, ARN, MUTATED_ID)), { maxLength: 5 })
    .map((entries) => new Map(entries)),
  applicationProfileTags: TAGS.map((tags) => new Map(Object.entries(tags))),
})

/** What a context is made of: small, so that a counterexample can be read. */
type Recipe = {
  readonly region: string
  readonly applications: readonly Application[]
  readonly policy: Policy
  readonly takesProfile: boolean
}

type Application = { readonly which: number; readonly tags: Readonly<Record<string, string>> }

const RECIPE: fc.Arbitrary<Recipe> = fc.record({
  region: REGION,
  applications: APPLICATION_PROFILES,
  policy: POLICY,
  takesProfile: fc.boolean(),
})

function contextOf({ region, applications, policy, takesProfile }: Recipe): ResolutionContext {
  const catalog = catalogWith(region, applications)
  return { catalog, policy: { ...policy, models: withoutChains(policy.models, catalog) }, takesProfile }
}

function catalogWith(region: string, applications: readonly Application[]): Catalog {
  const catalog = CATALOGS.get(region) ?? catalogFromSnapshot(SNAPSHOT, region)
  const wrappable = [...catalog.models.values()].flatMap(({ modelId, onDemand, profiles }) => [
    ...(onDemand ? [{ modelId, destinationRegions: [region], reachesAnywhere: false }] : []),
    ...profiles.map(({ destinationRegions, reachesAnywhere }) => ({ modelId, destinationRegions, reachesAnywhere })),
  ])
  const applicationProfiles = applications.flatMap(({ which, tags }, i): ApplicationProfile[] => {
    const wrapped = wrappable[which % wrappable.length]
    const arn = `arn:aws:bedrock:${region}:123456789012:application-inference-profile/p${i}`
    return wrapped ? [{ ...wrapped, tags, arn, name: `p${i}` }] : []
  })
  return { ...catalog, applicationProfiles }
}

/** Only what does not lead to another model that is mapped: that one would be mapped in a second resolution, not in the first. */
function withoutChains(models: ReadonlyMap<string, string>, catalog: Catalog): Map<string, string> {
  return new Map(
    [...models].filter(([name, target]) => {
      const meant = modelIdOf(target, catalog)
      return meant === undefined || meant === name || !models.has(meant)
    }),
  )
}

function modelIdOf(identifier: string, catalog: Catalog): string | undefined {
  const parsed = parseModelIdentifier(identifier)
  const name = parsed.form === 'foundation-model-arn' ? parsed.modelId : identifier
  const found = findModel(withoutMarker(name), catalog)
  return found.kind === 'found' ? found.model.modelId : undefined
}

/** Every ID that the catalog lists. */
function idsOf({ models, applicationProfiles }: Catalog): string[] {
  return [
    ...[...models.values()].flatMap(({ modelId, profiles }) => [modelId, ...profiles.map(({ id }) => id)]),
    ...applicationProfiles.map(({ arn }) => arn),
  ]
}

/** The profiles that may be processed in any Region. */
function anywhere({ applicationProfiles }: Catalog): string[] {
  return [
    ...PROFILE_IDS.filter((id) => id.startsWith('global.')),
    ...applicationProfiles.filter(({ reachesAnywhere }) => reachesAnywhere).map(({ arn }) => arn),
  ]
}

/** A profile's ID, where it is known by that or by an ARN that has it. */
function profileIdOf(identifier: string): string {
  const parsed = parseModelIdentifier(identifier)
  return parsed.form === 'inference-profile-arn' ? parsed.profileId : identifier
}

/** The Region itself, and where its geographies lead. */
function geographicRegions({ region }: Catalog): string[] {
  const geographies = (SNAPSHOT.regions[region] ?? []).filter((geography) => geography !== 'global')
  return [region, ...geographies.flatMap((geography) => destinationsOf(SNAPSHOT, geography, region))]
}

function isOpen({ allowDestinations }: Policy): boolean {
  return allowDestinations.length === 0 || allowDestinations.includes('*')
}

/** By other means than the code's: a pattern of these tests has a `*` at its end or nowhere. */
function isCovered(region: string, { allowDestinations }: Policy): boolean {
  return allowDestinations.some((pattern) =>
    pattern.endsWith('*') ? region.startsWith(pattern.slice(0, -1)) : region === pattern,
  )
}

function isProfileOf({ models, applicationProfiles }: Catalog, resolution: Resolution): boolean {
  if (!('resolved' in resolution)) return false
  const profiles = [...models.values()].flatMap((model) => model.profiles.map(({ id }) => id))
  return [...profiles, ...applicationProfiles.map(({ arn }) => arn)].includes(resolution.resolved)
}

/** The profiles that are weighed for a name: none where an operation takes none, or the settings or an ARN have decided. */
function profilesWeighed(requested: string, { catalog, policy, takesProfile }: ResolutionContext): string[] {
  const name = withoutMarker(requested)
  if (!takesProfile || policy.models.has(requested) || policy.models.has(name)) return []
  const found = findModel(name, catalog)
  if (found.kind !== 'found' || policy.models.has(found.model.modelId)) return []
  return found.model.profiles.map(({ id }) => id)
}
