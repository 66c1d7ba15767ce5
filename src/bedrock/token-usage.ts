/** Tokens that a model has used, each as far as it was told. */
export type TokenUsage = {
  /** Without those that came out of the prompt cache. */
  readonly inputTokens?: number
  readonly outputTokens?: number
  /** Tokens written to the prompt cache. */
  readonly cacheWriteTokens?: number
}

/** The names of each count: of Converse, of Anthropic and OpenAI's Responses, of Chat Completions, of Bedrock's metrics. */
const NAMES: Readonly<Record<keyof TokenUsage, readonly string[]>> = {
  inputTokens: ['inputTokens', 'input_tokens', 'prompt_tokens', 'inputTokenCount'],
  outputTokens: ['outputTokens', 'output_tokens', 'completion_tokens', 'outputTokenCount'],
  cacheWriteTokens: ['cacheWriteInputTokens', 'cache_creation_input_tokens', 'cacheWriteInputTokenCount'],
}

/**
 * The usage that an answer, or an event of a stream, tells: at its top level, or inside of the message that begins or the
 * response that is completed. Empty where it tells none.
 */
export function usageIn(answer: unknown): TokenUsage {
  const { message, response } = fieldsOf(answer)
  const places = [answer, message, response].map(fieldsOf)
  const counts = places.flatMap((place) => [fieldsOf(place.usage), fieldsOf(place['amazon-bedrock-invocationMetrics'])])
  const told = Object.entries(NAMES).flatMap(([name, spellings]) => {
    const count = counts.flatMap((fields) => spellings.map((spelling) => fields[spelling])).findLast(isCount)
    return count === undefined ? [] : [[name, count] as const]
  })
  return Object.fromEntries(told)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
