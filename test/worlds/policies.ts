import type { Catalog } from '../../src/bedrock/catalog.ts'
import { DEFAULT_POLICY, type Policy } from '../../src/bedrock/policy.ts'
import type { Chance } from './chance.ts'

/** Makes up a policy. */
export function makePolicy(chance: Chance, names: ReadonlyMap<string, string>): Policy {
  return {
    ...DEFAULT_POLICY,
    routing: chance.weighted({
      'geo-first': 6,
      'geo-only': 2,
      'global-first': 3,
      'global-only': 1,
      'in-region-only': 1,
    }),
    allowDestinations: chance.percent(25)
      ? chance.pick([['eu-*'], ['eu-central-1', 'eu-west-1'], ['us-*', 'eu-*']])
      : [],
    denyModels: chance.percent(20) ? ['*haiku*'] : [],
    applicationProfileTags: chance.percent(15) ? new Map([['team', 'search']]) : new Map(),
    models: names,
  }
}

/** How far each routing lets a request travel, said once more: this table is the promise. */
const MAY_TRAVEL: Readonly<Record<Policy['routing'], readonly Scope[]>> = {
  'geo-first': ['in-region', 'geographic', 'global', 'unknown'],
  'geo-only': ['in-region', 'geographic'],
  'global-first': ['in-region', 'geographic', 'global', 'unknown'],
  'global-only': ['global', 'unknown'],
  'in-region-only': ['in-region'],
}

type Scope = 'in-region' | 'geographic' | 'global' | 'unknown'
type Journey = { readonly scope: Scope; readonly regions: readonly string[] | 'anywhere' | 'unknown' }

/** What a policy has against an identifier that went upstream in a Region; undefined where it has nothing. */
export function breachOf(
  identifier: string,
  isCounted: boolean,
  region: string,
  policy: Policy,
  known: readonly Catalog[],
): string | undefined {
  if (policy.denyModels.some((pattern) => identifier.includes(pattern.replaceAll('*', ''))))
    return 'the model is denied'
  // Counting runs no model, and is done in the Region itself.
  if (isCounted) return undefined
  const { scope, regions } = journeyOf(identifier, region, known)
  // A model that somebody knows to be out of reach may go up as it is: AWS says what it says to it.
  const isUnlisted = scope === 'in-region' && known.some((one) => one.region === region && !isInReach(identifier, one))
  const allowed = MAY_TRAVEL[policy.routing]
  if (!allowed.includes(scope) && !(isUnlisted && allowed.includes('unknown')))
    return `${policy.routing} does not let it be ${scope}`
  if (policy.allowDestinations.length === 0) return undefined
  if (typeof regions === 'string') return `it may be processed ${regions}`
  const outside = regions.find((one) => !policy.allowDestinations.some((pattern) => isWithin(one, pattern)))
  return outside && `it may be processed in ${outside}`
}

/** What a policy has against a request for one Region that went up in another one, beyond what it has against its identifier there. */
export function moveBreachOf(
  { identifier, from, to }: { readonly identifier: string; readonly from: string; readonly to: string },
  policy: Policy,
  known: readonly Catalog[],
): string | undefined {
  const covers = (region: string) => policy.allowDestinations.some((pattern) => isWithin(region, pattern))
  if (policy.allowDestinations.length > 0 && !covers(to)) return 'the other Region itself is not covered'
  if (MAY_TRAVEL[policy.routing].includes('global')) return undefined
  const { regions } = journeyOf(identifier, to, known)
  if (typeof regions === 'string') return `it may be processed ${regions}`
  const reached = known.filter(({ region }) => region === from).flatMap(({ models }) => [...models.values()])
  const geographic = reached.flatMap(({ profiles }) => profiles.filter(({ reachesAnywhere }) => !reachesAnywhere))
  const within = [from, ...geographic.flatMap(({ destinationRegions }) => destinationRegions)]
  const outside = [to, ...regions].find((region) => !within.includes(region))
  return outside && `${policy.routing} does not let a request for ${from} get to ${outside}`
}

function journeyOf(identifier: string, region: string, known: readonly Catalog[]): Journey {
  const here = known.filter((catalog) => catalog.region === region)
  const id = identifier.slice(identifier.lastIndexOf('/') + 1)
  const profiles = here.flatMap(({ models }) => [...models.values()].flatMap((model) => model.profiles))
  const own = here.flatMap(({ applicationProfiles }) => applicationProfiles).find(({ arn }) => arn === identifier)
  const profile = own ?? profiles.find((one) => one.id === id)
  if (profile?.reachesAnywhere) return { scope: 'global', regions: 'anywhere' }
  if (profile) return { scope: 'geographic', regions: profile.destinationRegions }
  if (id.startsWith('global.')) return { scope: 'global', regions: 'anywhere' }
  if (/^(?:us|eu|apac|jp|au|in|ca|us-gov)\./.test(id)) return { scope: 'unknown', regions: 'unknown' }
  return { scope: 'in-region', regions: [region] }
}

function isWithin(region: string, pattern: string): boolean {
  return pattern.endsWith('*') ? region.startsWith(pattern.slice(0, -1)) : region === pattern
}

function isInReach(modelId: string, { models }: Catalog): boolean {
  const model = models.get(modelId)
  return model !== undefined && model.hasEnded !== true && (model.onDemand || model.profiles.length > 0)
}
