/** The known name that a mistyped one was most likely meant to be; undefined where none is near. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  return nearestNames(mistyped, known, 1)[0]
}

/** The known names that a mistyped one could have been meant to be, the nearest first; none where none is near. */
export function nearestNames(mistyped: string, known: readonly string[], most: number): string[] {
  const nearest: { name: string; distance: number }[] = []
  for (const name of known) {
    const farthest = nearest.length < most ? Number.POSITIVE_INFINITY : (nearest.at(-1)?.distance ?? 0) - 1
    const distance = editDistance(mistyped, name, Math.min(name.length * LARGEST_MISTAKE, farthest))
    if (distance === undefined) continue
    nearest.push({ name, distance })
    nearest.sort((a, b) => a.distance - b.distance).splice(most)
  }
  return nearest.map(({ name }) => name)
}

/** Mistakes per character up to which a name still looks like another one. */
const LARGEST_MISTAKE = 0.4

/**
 * Optimal string alignment: how many letters were added, left out, changed, or swapped with their neighbour; undefined where
 * that is more than `limit`, which for most names of a long list shows after a few letters.
 */
function editDistance(from: string, to: string, limit: number): number | undefined {
  if (Math.abs(from.length - to.length) > limit) return undefined
  let beforePrevious: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    if (Math.min(...current) > limit) return undefined
    beforePrevious = previous
    previous = current
  }
  const distance = at(previous, to.length)
  return distance <= limit ? distance : undefined
}

function at(distances: readonly number[], column: number): number {
  return distances[column] ?? Number.POSITIVE_INFINITY
}
