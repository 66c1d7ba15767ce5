import { allows, promisesResidency, type Routing, type Scope } from './routing.ts'
import { matchesWildcard } from './wildcard.ts'

/** What a person allows, and which names they gave to models. */
export type Policy = {
  readonly routing: Routing
  /** Region codes or patterns such as `eu-*`; empty where data may go anywhere that the routing allows. */
  readonly allowDestinations: readonly string[]
  /** Patterns of foundation model IDs that may be called; empty where every model may. */
  readonly allowModels: readonly string[]
  /** Patterns of those that may not be called, even where they are allowed. */
  readonly denyModels: readonly string[]
  /** The accounts that an ARN may name; empty where it may name any. */
  readonly allowAccounts: readonly string[]
  /** Name → model ID or ARN. A name may be anything that a client sends. */
  readonly models: ReadonlyMap<string, string>
  /** Tags of the application inference profile that each model is to be called through; empty where none is wanted. */
  readonly applicationProfileTags: ReadonlyMap<string, string>
}

/** What is allowed where nobody says otherwise. */
export const DEFAULT_POLICY: Policy = {
  routing: 'geo-first',
  allowDestinations: [],
  allowModels: [],
  denyModels: [],
  allowAccounts: [],
  models: new Map(),
  applicationProfileTags: new Map(),
}

/** How far a call travels: what a policy looks at. */
export type Journey = {
  /** Undefined where it does not matter, 'unknown' where nobody can tell. */
  readonly scope: Scope | 'unknown' | undefined
  /** The Regions that may process the request; empty where they are not known. */
  readonly destinationRegions: readonly string[]
  /** True where AWS may choose any commercial Region. */
  readonly reachesAnywhere: boolean
}

/** A rule of the policy that refused, and in its words why. */
export type PolicyRefusal = { readonly rule: 'routing' | 'allow-destinations'; readonly why: string }

/** Why the policy does not let a call travel so far; undefined where it does. What it cannot know it refuses. */
export function refusalOf(journey: Journey, policy: Policy): PolicyRefusal | undefined {
  return routingRefusal(journey, policy) ?? destinationRefusal(journey, policy)
}

function routingRefusal({ scope }: Journey, { routing }: Policy): PolicyRefusal | undefined {
  if (scope === undefined) return undefined
  const isAllowed = scope === 'unknown' ? !promisesResidency(routing) : allows(routing, scope)
  if (isAllowed) return undefined
  return { rule: 'routing', why: `routing ${routing} allows ${SCOPE_NAMES[scope]}` }
}

const SCOPE_NAMES: Record<Scope | 'unknown', string> = {
  'in-region': 'no on-demand invocation in the Region',
  geographic: 'no geographic profile',
  global: 'no global profile',
  unknown: 'nothing of which nobody knows where it is processed',
}

function destinationRefusal(journey: Journey, { allowDestinations }: Policy): PolicyRefusal | undefined {
  if (allowDestinations.length === 0 || allowDestinations.includes('*')) return undefined
  const outside = outsideOf(journey, allowDestinations)
  if (outside === undefined) return undefined
  return { rule: 'allow-destinations', why: `allow-destinations ${allowDestinations.join(', ')} ${outside}` }
}

function outsideOf({ destinationRegions, reachesAnywhere }: Journey, allowed: readonly string[]): string | undefined {
  if (reachesAnywhere) return 'does not cover every Region, and this ID may be processed in any'
  if (destinationRegions.length === 0) return 'is set, and nobody knows in which Regions this ID is processed'
  const outside = destinationRegions.filter((region) => !allowed.some((pattern) => matchesWildcard(region, pattern)))
  return outside.length === 0 ? undefined : `does not cover ${outside.join(', ')}`
}
