import { withoutAccounts } from '../bedrock/without-accounts.ts'
import type { PageOngoing, PageRequest } from './page-data.ts'

/**
 * The requests in which every word of a text stands somewhere, in letters of either case. An ARN may be pasted as it is: what
 * is shown of it is compared.
 */
export function matchingRequests<Shown extends PageRequest | PageOngoing>(
  requests: readonly Shown[],
  text: string,
): readonly Shown[] {
  const words = withoutAccounts(text.trim())
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return requests
  return requests.filter((request) => {
    const shown = textOf(request)
    return words.every((word) => shown.includes(word))
  })
}

/** A request never changes, and a filter is typed letter by letter. */
const TEXTS = new WeakMap<PageRequest | PageOngoing, string>()

function textOf(request: PageRequest | PageOngoing): string {
  const known = TEXTS.get(request)
  if (known !== undefined) return known
  const { decision: _weighed, time: _time, ...shown } = { decision: undefined, ...request }
  const text = Object.values(shown).flat().join(' ').toLowerCase()
  TEXTS.set(request, text)
  return text
}
