/** Tokens that a model has used, each as far as it was told. */
export type TokenUsage = {
  /** Without those that the prompt cache read or wrote. */
  readonly inputTokens?: number
  readonly outputTokens?: number
  /** Tokens that came out of the prompt cache. */
  readonly cacheReadTokens?: number
  /** Tokens written to the prompt cache, for however long. */
  readonly cacheWriteTokens?: number
  /** Those of them that were written for five minutes, and for an hour. */
  readonly cacheWrite5mTokens?: number
  readonly cacheWrite1hTokens?: number
}

/** A count as an answer spells it: OpenAI's input holds what its cache read and wrote, and says beside it how much that was. */
export type CountName = keyof TokenUsage | 'promptTokens' | 'cachedInput' | 'writtenInput'

/** Counts as they were told. */
export type Counts = { readonly [Name in CountName]?: number }

/** The names of each count: of Converse, of Anthropic and OpenAI's Responses, of Chat Completions, of Bedrock's metrics, of Nova Sonic. */
const NAMES: readonly (readonly [CountName, readonly string[]])[] = [
  ['inputTokens', ['inputTokens', 'input_tokens', 'inputTokenCount', 'totalInputTokens']],
  ['promptTokens', ['prompt_tokens']],
  ['outputTokens', ['outputTokens', 'output_tokens', 'completion_tokens', 'outputTokenCount', 'totalOutputTokens']],
  ['cacheReadTokens', ['cacheReadInputTokens', 'cache_read_input_tokens', 'cacheReadInputTokenCount']],
  ['cacheWriteTokens', ['cacheWriteInputTokens', 'cache_creation_input_tokens', 'cacheWriteInputTokenCount']],
  ['cacheWrite5mTokens', ['cache_creation.ephemeral_5m_input_tokens']],
  ['cacheWrite1hTokens', ['cache_creation.ephemeral_1h_input_tokens']],
  ['cachedInput', ['prompt_tokens_details.cached_tokens', 'input_tokens_details.cached_tokens']],
  ['writtenInput', ['prompt_tokens_details.cache_write_tokens', 'input_tokens_details.cache_write_tokens']],
]

/**
 * Where an answer, or an event of a stream, tells it: inside of the message that begins, the response that is completed, or the
 * last chunk of a Nova model, too.
 */
const HOLDERS = [
  'usage',
  'message.usage',
  'response.usage',
  'metadata.usage',
  'event.usageEvent',
  'amazon-bedrock-invocationMetrics',
]

/** What Titan and Llama tell at the top of an answer, and of each chunk of a stream. */
const AT_THE_TOP: readonly (readonly [string, CountName])[] = [
  ['inputTextTokenCount', 'inputTokens'],
  ['prompt_token_count', 'inputTokens'],
  ['totalOutputTextTokenCount', 'outputTokens'],
  ['generation_token_count', 'outputTokens'],
  ['results[].tokenCount', 'outputTokens'],
]

/** The places of an answer's JSON at which there may be a count, and which one it is. */
export const USAGE_PLACES: ReadonlyMap<string, CountName> = new Map([
  ...HOLDERS.flatMap((holder) =>
    NAMES.flatMap(([name, spellings]) => spellings.map((spelling) => [`${holder}.${spelling}`, name] as const)),
  ),
  ...AT_THE_TOP,
])

/** Where Converse lists what was written to the cache, an entry for each time to live. */
export const CACHE_DETAILS = 'usage.cacheDetails[]'

/** What no event of a stream lacks that tells a count. */
export const USAGE_WORDS = ['"usage', '"amazon-bedrock-invocationMetrics"', 'TokenCount"', '_token_count"']

/** Which count an entry of that list is; undefined for a time to live that nobody has heard of. */
export function cacheWriteFor(ttl: string): 'cacheWrite5mTokens' | 'cacheWrite1hTokens' | undefined {
  if (ttl === '5m') return 'cacheWrite5mTokens'
  return ttl === '1h' ? 'cacheWrite1hTokens' : undefined
}

/** Every count in the sense of Bedrock, whoever told it. */
export function usageOf(counts: Counts): TokenUsage {
  return isOfBedrock(counts) ? counts : inSenseOfBedrock(counts)
}

/** True where nothing was told in another sense, and the written tokens not for each time to live alone. */
function isOfBedrock(counts: Counts): boolean {
  const { promptTokens, cachedInput, writtenInput, cacheWrite5mTokens, cacheWrite1hTokens } = counts
  const another = promptTokens ?? cachedInput ?? writtenInput
  return another === undefined && (cacheWrite5mTokens ?? cacheWrite1hTokens) === undefined
}

function inSenseOfBedrock({ promptTokens, cachedInput, writtenInput, ...counts }: Counts): TokenUsage {
  const inOneCount = (cachedInput ?? 0) + (writtenInput ?? 0)
  const told = counts.inputTokens ?? promptTokens
  const { cacheWrite5mTokens: for5m, cacheWrite1hTokens: for1h } = counts
  const split = for5m === undefined && for1h === undefined ? undefined : (for5m ?? 0) + (for1h ?? 0)
  return {
    ...counts,
    ...given('inputTokens', told !== undefined && told >= inOneCount ? told - inOneCount : told),
    ...given('cacheReadTokens', counts.cacheReadTokens ?? cachedInput),
    ...given('cacheWriteTokens', counts.cacheWriteTokens ?? writtenInput ?? split),
  }
}

function given(name: keyof TokenUsage, value: number | undefined): TokenUsage {
  return value === undefined ? {} : { [name]: value }
}
