import type { Catalog } from '../bedrock/catalog.ts'
import type { SimulatedWorld } from './answer-request.ts'
import type { Refusing } from './strictness/check-request.ts'
import { MANNERS } from './strictness/manners.ts'
import type { Strictness } from './strictness/strictness.ts'

/**
 * What exists, as seen from each simulated Region; undefined for the others. The Region of a request is the one in the
 * scope of its signature; an API key names none.
 */
export type CatalogOf = (region: string) => Catalog | undefined

/** What a world is in the beginning. */
export type FirstWorld = Omit<SimulatedWorld, 'catalogOf' | 'serves' | 'manners' | 'now'> & {
  /** The system's clock unless told. */
  readonly now?: () => number
  readonly catalog: Catalog | CatalogOf
  readonly strictness?: Strictness
}

/** A world that changes while requests come; each request is judged by the one that it met. */
export type ChangingWorld = {
  current(): SimulatedWorld
  /** Changes what exists. */
  show(catalog: Catalog | CatalogOf): void
  /** Changes what is refused beyond the tables. */
  refuse(refusing: Refusing): void
}

/** A world as it is first, before anything changes. */
export function createChangingWorld({
  catalog,
  strictness = 'strict',
  now = Date.now,
  ...first
}: FirstWorld): ChangingWorld {
  let world: SimulatedWorld = { ...first, now, manners: MANNERS[strictness], ...seenFrom(first.region, catalog) }
  return {
    current: () => world,
    show(changed) {
      world = { ...world, ...seenFrom(first.region, changed) }
    },
    refuse(refusing) {
      world = { ...world, refusing }
    },
  }
}

/** A single catalog is that of the one Region. */
function seenFrom(region: string, catalog: Catalog | CatalogOf): Pick<SimulatedWorld, 'catalogOf' | 'serves'> {
  const catalogOf = typeof catalog === 'function' ? catalog : (name: string) => (name === region ? catalog : undefined)
  return { catalogOf, serves: (name) => catalogOf(name) !== undefined }
}
