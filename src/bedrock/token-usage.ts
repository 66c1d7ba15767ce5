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

/** Where an answer, or an event of a stream, tells it: inside of the message that begins or the response that is completed, too. */
const HOLDERS = ['usage', 'message.usage', 'response.usage', 'amazon-bedrock-invocationMetrics']

/** The places of an answer's JSON at which there may be a count, and which one it is. */
export const USAGE_PLACES: ReadonlyMap<string, keyof TokenUsage> = new Map(
  HOLDERS.flatMap((holder) =>
    NAMES.flatMap(([name, spellings]) => spellings.map((spelling) => [`${holder}.${spelling}`, name] as const)),
  ),
)
