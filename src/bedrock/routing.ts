import type { Geography } from './catalog.ts'

/** How far a request may travel: on demand in the Region itself, within a geography, or to any commercial Region. */
export type Scope = 'in-region' | 'geographic' | 'global'

/** The scopes that each `--routing` allows, best first. What is not listed is refused. */
export const ROUTINGS = {
  'geo-first': ['in-region', 'geographic', 'global'],
  'geo-only': ['in-region', 'geographic'],
  'global-first': ['global', 'in-region', 'geographic'],
  'global-only': ['global'],
  'in-region-only': ['in-region'],
} as const satisfies Record<string, readonly Scope[]>

/** The name of a routing, as `--routing` takes it. */
export type Routing = keyof typeof ROUTINGS

/** The scope that a profile's geography stands for. */
export function scopeOfGeography(geography: Geography): Scope {
  return geography === 'global' ? 'global' : 'geographic'
}

/** True where the routing lists the scope. */
export function allows(routing: Routing, scope: Scope): boolean {
  return (ROUTINGS[routing] as readonly Scope[]).includes(scope)
}

/** True for a routing that promises where data stays: what nobody can place is refused under it. */
export function promisesResidency(routing: Routing): boolean {
  return RESIDENT.has(routing)
}

const RESIDENT: ReadonlySet<Routing> = new Set(['geo-only', 'in-region-only'])
