import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Catalog, InferenceProfile } from '../../src/bedrock/catalog.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { ROUTINGS, type Routing } from '../../src/bedrock/routing.ts'
import { checkAsyncProperty } from '../fixtures/check-property.ts'
import { modelPath } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { scriptBedrock } from '../fixtures/scripted-bedrock.ts'

const MODEL = 'vendor.model-v1:0'
const PARTITIONS = [
  ['eu-central-1', 'eu-west-1', 'eu-west-2', 'us-east-1', 'us-west-2', 'ap-south-1'],
  ['us-gov-west-1', 'us-gov-east-1'],
  ['eusc-de-east-1'],
]
const REGIONS = PARTITIONS.flat()

/** How a request was answered at each place: mostly not at all well. */
const ANSWERS = [
  { status: 429, body: 'Too many requests' },
  { status: 503, body: 'Bedrock is unable to process your request.' },
  { status: 403, body: 'not authorized', headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
  { status: 404, body: 'not found' },
  { status: 400, body: 'The provided model identifier is invalid.' },
  { status: 400, body: 'Invocation with on-demand throughput isn’t supported' },
  { status: 400, body: 'Application inference profiles are not supported by this API.' },
  { status: 200, body: 'fine' },
]

it('No request ever goes where the policy does not allow it for the Region that the client addressed', async () => {
  const seen = new Set<string>()
  await checkAsyncProperty(
    fc.asyncProperty(WORLD, async ({ catalogs, policies, elsewhere, answers, steps }) => {
      const [home] = catalogs as [Catalog]
      const bedrock = scriptBedrock({
        target: modelPath('converse', MODEL),
        catalog: home,
        refreshed: (catalogs[1] && { ...catalogs[1], region: home.region }) || home,
        elsewhere: elsewhere.flatMap((region) => catalogs.find((one) => one.region === region) ?? []),
        failover: 'throttling',
        says: (_, send) => answers[send % answers.length],
      })
      for (const { session, policy, afterMs } of steps) {
        const inForce = policies[policy % policies.length] as Policy
        const before = bedrock.sent.length
        await bedrock.call(inForce, { 'x-claude-code-session-id': session }).catch(() => undefined)
        bedrock.advance(afterMs)
        for (const sent of bedrock.sent.slice(before)) {
          const [id = '', region = home.region] = sent.split(' ').toReversed()
          const known = [home, bedrock.region.catalog(), ...catalogs]
          expect(breachOf({ id, region, home: home.region, policy: inForce, elsewhere, known }), sent).toBeUndefined()
          seen.add(region === home.region ? 'stayed' : 'moved')
        }
      }
    }),
  )
  expect(seen).toEqual(new Set(['stayed', 'moved']))
}, 120_000)

type Sent = {
  readonly id: string
  readonly region: string
  readonly home: string
  readonly policy: Policy
  readonly elsewhere: readonly string[]
  readonly known: readonly Catalog[]
}

/** What a send breaks, by other means than the code's: this is the promise. */
function breachOf({ id, region, home, policy, elsewhere, known }: Sent): string | undefined {
  const travels = journeysOf(id, region, known)
  const scopes: readonly string[] = ROUTINGS[policy.routing]
  // What nobody lists goes up as it came, to the Region that was addressed: AWS says what it says to it.
  if (region === home && (travels.length === 0 || isOutOfReach(id, home, known))) return undefined
  if (!travels.some(({ scope }) => scopes.includes(scope))) return `routing ${policy.routing} does not allow it`
  const isCovered = (one: string) =>
    policy.allowDestinations.length === 0 ||
    policy.allowDestinations.some((p) => (p.endsWith('*') ? one.startsWith(p.slice(0, -1)) : one === p))
  const isOpen = policy.allowDestinations.length === 0 || policy.allowDestinations.includes('*')
  if (!travels.some((one) => (one.anywhere ? isOpen : one.regions.every(isCovered))))
    return 'a destination is not covered'
  if (region === home) return undefined
  if (!elsewhere.includes(region)) return 'nobody named that Region'
  if (!isCovered(region)) return 'the Region itself is not covered'
  if (!PARTITIONS.some((one) => one.includes(region) && one.includes(home))) return 'another partition'
  if (scopes.includes('global')) return undefined
  const fromHome = new Set([home, ...geographicOf(home, known)])
  const stays = ({ anywhere, regions }: Journey) => !anywhere && [...regions, region].every((one) => fromHome.has(one))
  return travels.some(stays) ? undefined : `it leaves what ${home} reaches`
}

function isOutOfReach(id: string, home: string, known: readonly Catalog[]): boolean {
  const models = known.filter((one) => one.region === home).map((one) => one.models.get(MODEL))
  return id === MODEL && models.some((model) => !model?.onDemand && model?.profiles.length === 0)
}

type Journey = { readonly scope: string; readonly regions: readonly string[]; readonly anywhere: boolean }

function journeysOf(id: string, region: string, known: readonly Catalog[]): Journey[] {
  return known
    .filter((one) => one.region === region)
    .flatMap(({ models }) => models.get(MODEL) ?? [])
    .flatMap(({ onDemand, profiles }) => [
      ...(id === MODEL && onDemand ? [{ scope: 'in-region', regions: [region], anywhere: false }] : []),
      ...profiles
        .filter((profile) => profile.id === id)
        .map(({ geography, destinationRegions, reachesAnywhere }) => ({
          scope: geography === 'global' ? 'global' : 'geographic',
          regions: destinationRegions,
          anywhere: reachesAnywhere,
        })),
    ])
}

function geographicOf(home: string, known: readonly Catalog[]): string[] {
  const profiles = known
    .filter(({ region }) => region === home)
    .flatMap(({ models }) => models.get(MODEL)?.profiles ?? [])
  return profiles.filter(({ geography }) => geography !== 'global').flatMap((one) => one.destinationRegions)
}

const REGION = fc.constantFrom(...REGIONS)
const SOME_REGIONS = fc.uniqueArray(REGION, { minLength: 0, maxLength: 4 })

const PROFILE = fc
  .record({ geography: fc.constantFrom('eu', 'us', 'apac', 'global'), destinationRegions: SOME_REGIONS })
  .map(
    ({ geography, destinationRegions }): InferenceProfile => ({
      id: `${geography}.${MODEL}`,
      geography,
      destinationRegions,
      reachesAnywhere: geography === 'global',
    }),
  )

const LISTED = fc.record({
  onDemand: fc.boolean(),
  profiles: fc.uniqueArray(PROFILE, { selector: ({ id }) => id, maxLength: 3 }),
})

const CATALOGS = fc
  .uniqueArray(REGION, { minLength: 2, maxLength: 5 })
  .chain((regions) => fc.tuple(...regions.map((region) => LISTED.map((listed) => catalogOf(region, listed)))))

function catalogOf(region: string, listed: { onDemand: boolean; profiles: readonly InferenceProfile[] }): Catalog {
  const model = { modelId: MODEL, name: 'Model', ...listed }
  const asOf = '2026-11-29T00:00:00Z'
  return { region, source: 'live', asOf, models: new Map([[MODEL, model]]), applicationProfiles: [] }
}

const POLICY = fc
  .record({
    routing: fc.constantFrom(...(Object.keys(ROUTINGS) as Routing[])),
    allowDestinations: fc.oneof(
      fc.constant([]),
      fc.uniqueArray(fc.constantFrom(...REGIONS, 'eu-*', 'us-*', '*'), { maxLength: 4 }),
    ),
  })
  .map(policyWith)

const STEP = fc.record({
  session: fc.constantFrom('a', 'b', 'c'),
  policy: fc.nat(3),
  afterMs: fc.constantFrom(0, 1_000, 30_000, 700_000),
})

const WORLD = fc.record({
  catalogs: CATALOGS,
  policies: fc.array(POLICY, { minLength: 1, maxLength: 2 }),
  elsewhere: fc.shuffledSubarray([...REGIONS]),
  answers: fc.array(fc.constantFrom(...ANSWERS, ...ANSWERS.slice(0, 1), ...ANSWERS.slice(0, 1)), {
    minLength: 1,
    maxLength: 12,
  }),
  steps: fc.array(STEP, { minLength: 1, maxLength: 6 }),
})
