/** Tokens that a model has used, each as far as it was told. */
export type TokenUsage = {
  /** Without those that came out of the prompt cache. */
  readonly inputTokens?: number
  readonly outputTokens?: number
  /** Tokens written to the prompt cache. */
  readonly cacheWriteTokens?: number
}

/** The names of each count: of Converse, of Anthropic and OpenAI's Responses, of Chat Completions, of Bedrock's metrics. */
const NAMES: readonly (readonly [keyof TokenUsage, readonly string[]])[] = [
  ['inputTokens', ['inputTokens', 'input_tokens', 'prompt_tokens', 'inputTokenCount']],
  ['outputTokens', ['outputTokens', 'output_tokens', 'completion_tokens', 'outputTokenCount']],
  ['cacheWriteTokens', ['cacheWriteInputTokens', 'cache_creation_input_tokens', 'cacheWriteInputTokenCount']],
]

/**
 * The usage that an answer, or an event of a stream, tells: at its top level, or inside of the message that begins or the
 * response that is completed. Empty where it tells none.
 */
export function usageIn(answer: unknown): TokenUsage {
  const fields = fieldsOf(answer)
  const places = [
    fieldsOf(fields.message).usage,
    fieldsOf(fields.response).usage,
    fields.usage,
    fields['amazon-bedrock-invocationMetrics'],
  ]
  const usage: Draft = {}
  for (const place of places) if (place) addCounts(usage, fieldsOf(place))
  return usage
}

type Draft = { -readonly [Name in keyof TokenUsage]: TokenUsage[Name] }
type Fields = Readonly<Record<string, unknown>>

/** In loops, because this runs for the answer of every request. */
function addCounts(usage: Draft, counts: Fields): void {
  for (const [name, spellings] of NAMES) {
    for (const spelling of spellings) {
      const count = counts[spelling]
      if (isCount(count)) usage[name] = count
    }
  }
}

const NO_FIELDS: Fields = {}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : NO_FIELDS
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
