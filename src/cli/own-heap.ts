/** How much the heap may grow before all of it is looked through: as much as V8 chooses at the most, and seldom where little is in use. */
export const HEAP_GROWTH = '--heap-growing-percent=300'

/**
 * From now on V8 does not look through all of the heap because of bodies: it counts their bytes as if they were part of it, and
 * would do so for every third body of five megabytes (docs/decisions/0034). What a body leaves behind goes with the young
 * generation. Resolves when that holds.
 */
export async function letHeapGrow(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString(HEAP_GROWTH)
}
