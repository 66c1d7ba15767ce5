/** Far more than the texts that clients ask for again and again. */
const MAX_KEPT = 1000
/** Longer ones are made up by somebody. */
const MAX_LENGTH = 4096

/**
 * The same function of a text, which remembers what came of it. When there is no more room it forgets all and begins anew: what
 * somebody makes up takes the room of what is asked for again for a moment only.
 */
export function remembering<Result>(find: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const found = find(text)
    if (text.length > MAX_LENGTH) return found
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(text, found)
    return found
  }
}
