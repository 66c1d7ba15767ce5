/** What a refusal of Bedrock's says of a body: that a beta flag is unknown, without naming it, or which members are. */
export type RefusedParts =
  | { readonly kind: 'beta-flag' }
  /** Each path as it was written, as segments: names, indices of lists, and tags of unions that are no names. */
  | { readonly kind: 'members'; readonly paths: readonly (readonly string[])[] }

/**
 * Reads the message of a 400: which parts of the body Bedrock does not take. Undefined where it says anything else.
 * Source: AWS's sentences as users report them, claude-code#49238, claude-agent-sdk-python#694, AnthropicSwiftSDK#19.
 */
export function refusedParts(message: string): RefusedParts | undefined {
  if (BETA_FLAG.test(message)) return { kind: 'beta-flag' }
  const paths = differentOnes([...extraInputs(message), ...extraneousKeys(message)])
  return paths.length === 0 ? undefined : { kind: 'members', paths }
}

const BETA_FLAG = /\binvalid beta flag\b/i
/** `tools.0.custom.defer_loading: Extra inputs are not permitted`. A path has no blanks and no end in sight but the colon. */
const EXTRA_INPUTS = ': Extra inputs are not permitted'
const PATH_CHARACTER = /[\w$.-]/
const FIRST_SEGMENT = /^[A-Za-z_$]/
const MAX_SEGMENTS = 16
const MAX_SEGMENT_LENGTH = 64
const MAX_PATH_LENGTH = MAX_SEGMENTS * (MAX_SEGMENT_LENGTH + 1)
/** `#/tools/0: extraneous key [strict] is not permitted`, several in a row. */
const EXTRANEOUS_KEY = /#((?:\/[^/#:\s]{1,64}){0,15}): extraneous key \[([^\]\s]{1,64})\] is not permitted/g

/** Far more than any request has; one that is wrong in every element of a list is wrong in one place. */
const MAX_PATHS = 100

function differentOnes(paths: readonly string[][]): string[][] {
  const byPlace = new Map(
    paths.toReversed().map((path) => [path.map((one) => (isIndex(one) ? '0' : one)).join('.'), path]),
  )
  return [...byPlace.values()].toReversed().slice(0, MAX_PATHS)
}

/** Read backwards from where a path ends: whatever stands before it, no character is looked at for the paths that it might be. */
function extraInputs(message: string): string[][] {
  const paths: string[][] = []
  for (let end = message.indexOf(EXTRA_INPUTS); end !== -1; end = message.indexOf(EXTRA_INPUTS, end + 1)) {
    const path = pathBefore(message, end)
    if (path.length > 0) paths.push(path)
  }
  return paths
}

function pathBefore(message: string, end: number): string[] {
  let start = end
  while (start > 0 && end - start < MAX_PATH_LENGTH && PATH_CHARACTER.test(message[start - 1] ?? '')) start--
  const segments = message.slice(start, end).split('.').slice(-MAX_SEGMENTS)
  const broken = segments.findLastIndex((one) => one === '' || one.length > MAX_SEGMENT_LENGTH)
  const whole = segments.slice(broken + 1)
  const first = whole.findIndex((one) => FIRST_SEGMENT.test(one))
  return first === -1 ? [] : whole.slice(first)
}

function extraneousKeys(message: string): string[][] {
  return [...message.matchAll(EXTRANEOUS_KEY)].map(([, pointer = '', key = '']) => [
    ...pointer.split('/').slice(1),
    key,
  ])
}

/**
 * The places in a body that a path of segments may mean, the most literal first, such as `tools[].custom.defer_loading` and
 * `tools[].defer_loading`: an index stands for every element of its list, and what is neither the first nor the last
 * segment may be the tag of a union, which no member has.
 */
export function placesOf(segments: readonly string[]): string[] {
  const [first = '', ...rest] = segments
  const last = rest.pop()
  if (last === undefined) return isIndex(first) ? [] : [first]
  if (isIndex(last)) return []
  return variantsOf(rest)
    .toSorted((a, b) => b.length - a.length)
    .map((middle) => [first, ...middle, last].reduce((path, segment) => path + joined(segment)))
}

/** The segments, and what is left of them where some are no members. */
function variantsOf(segments: readonly string[]): string[][] {
  const tags = segments.filter((segment) => !isIndex(segment)).length
  if (tags > MAX_TAGS) return [[...segments]]
  return segments.reduce<string[][]>(
    (ways, segment) => ways.flatMap((way) => (isIndex(segment) ? [[...way, segment]] : [[...way, segment], way])),
    [[]],
  )
}

/** Far more than any path of AWS's has. */
const MAX_TAGS = 5

function joined(segment: string): string {
  return isIndex(segment) ? '[]' : `.${segment}`
}

function isIndex(segment: string): boolean {
  return /^\d+$/.test(segment)
}
