import { looksLikeGeography } from './geographies.ts'
import { isRegionCode } from './region-code.ts'

/** A request path taken apart without decoding anything. */
export type RequestPath = {
  /** The Region that the path begins with, as in `/us-west-2/model/…`; undefined where it begins with none. */
  readonly region: string | undefined
  /** What stands between the slashes behind that, an empty string before the first slash included. */
  readonly segments: readonly string[]
}

/**
 * Takes a raw path apart. Slashes in a row count as one, and one at the end for nothing, because clients join base URLs
 * carelessly. `firstWords` are the words that a path of an operation can begin with: a base path before the first of them,
 * such as `/bedrock` in `/bedrock/model/…`, is left out.
 */
export function takeApartPath(path: string, firstWords: ReadonlySet<string>): RequestPath {
  const [root = '', ...words] = path.split(/\/+/)
  if (words.length > 1 && words.at(-1) === '') words.pop()
  if (root !== '') return { region: undefined, segments: [root, ...words] }
  const base = basePathLength(words, firstWords)
  const [first = ''] = words.slice(base)
  if (!isRegionCode(first)) return { region: undefined, segments: [root, ...words.slice(base)] }
  return { region: first, segments: [root, ...words.slice(base + 1)] }
}

/** What base URLs for the vendors' APIs end with. */
const VENDOR_WORDS: ReadonlySet<string> = new Set(['v1', 'openai', 'anthropic'])

/**
 * A path as it is, and without one word after the other by which base URLs for the vendors' APIs end: a client of Bedrock's
 * API that was given such a URL asks for `/v1/model/…`.
 */
export function readingsOfPath(path: RequestPath): RequestPath[] {
  const readings = [path]
  let { region, segments } = path
  while (readings.length <= MAX_BASE_WORDS && VENDOR_WORDS.has(segments[1] ?? '')) {
    segments = segments.toSpliced(1, 1)
    if (region === undefined && isRegionCode(segments[1] ?? '')) {
      region = segments[1]
      segments = segments.toSpliced(1, 1)
    }
    readings.push({ region, segments })
  }
  return readings
}

/** Far more than any base URL that a client was seen with. */
const MAX_BASE_WORDS = 4
const PLAIN_WORD = /^[A-Za-z0-9_-]+$/

/**
 * How many words stand before the Region or the first word of an operation; 0 where none follows. What names a geography
 * is no base path: whoever sends `/eu/model/…` believes that it decides something.
 */
function basePathLength(words: readonly string[], firstWords: ReadonlySet<string>): number {
  const isBegin = (word: string) => firstWords.has(word) || isRegionCode(word)
  const begin = words.slice(0, MAX_BASE_WORDS + 1).findIndex(isBegin)
  const isBasePath = words
    .slice(0, begin)
    .every((word) => PLAIN_WORD.test(word) && !looksLikeGeography(word.toLowerCase()))
  return begin > 0 && isBasePath ? begin : 0
}
