/** Remembers which routes the endpoint of a Region does not know, so that they are not asked for again and again. */
export type RouteMemory = {
  /** True for an hour after the route of an operation was found to be unknown. */
  isUnknown(operation: string): boolean
  /** The endpoint does not know the route of this operation. */
  learnUnknown(operation: string): void
}

/** AWS brings routes to its Regions one by one; an hour later this one may have it. */
const EXPIRES_AFTER_MS = 60 * 60_000

/** Every route is taken to be known. */
export function createRouteMemory(now = Date.now): RouteMemory {
  const unknownUntil = new Map<string, number>()
  return {
    isUnknown: (operation) => (unknownUntil.get(operation) ?? 0) > now(),
    learnUnknown: (operation) => void unknownUntil.set(operation, now() + EXPIRES_AFTER_MS),
  }
}
