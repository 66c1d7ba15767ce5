/** Far more than the texts that clients ask for again and again. */
const MAX_KEPT = 1000
/** Longer ones are made up by somebody. */
const MAX_LENGTH = 4096

/** The same function of a text, which remembers what came of the texts that it was asked for first. */
export function remembering<Result>(find: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const found = find(text)
    if (kept.size < MAX_KEPT && text.length <= MAX_LENGTH) kept.set(text, found)
    return found
  }
}
