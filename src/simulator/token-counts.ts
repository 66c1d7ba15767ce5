import { type Call, LATENCY_MS, outputTokensOf } from './call.ts'

/** Rough size of a token in bytes, good enough for a count that only has to be plausible. */
const BYTES_PER_TOKEN = 4

/** The tokens that a simulated model counts in a request body of so many bytes; at least one. */
export function countInputTokens(bodyBytes: number): number {
  return Math.max(1, Math.ceil(bodyBytes / BYTES_PER_TOKEN))
}

/** The headers in which InvokeModel tells token counts and latency in milliseconds. */
export function tokenCountHeaders(call: Call): Record<string, string> {
  return {
    'x-amzn-bedrock-input-token-count': String(call.inputTokens),
    'x-amzn-bedrock-output-token-count': String(outputTokensOf(call)),
    ...(call.cache && {
      'x-amzn-bedrock-cache-read-input-token-count': String(call.cache.readTokens),
      'x-amzn-bedrock-cache-write-input-token-count': String(call.cache.writeTokens),
    }),
    'x-amzn-bedrock-invocation-latency': String(LATENCY_MS),
  }
}

/** What the last chunk of an invocation's stream tells beside its vendor's words. */
export function invocationMetrics(call: Call): Record<string, object> {
  return {
    'amazon-bedrock-invocationMetrics': {
      inputTokenCount: call.inputTokens,
      outputTokenCount: outputTokensOf(call),
      invocationLatency: LATENCY_MS,
      firstByteLatency: LATENCY_MS,
      ...(call.cache && {
        cacheReadInputTokenCount: call.cache.readTokens,
        cacheWriteInputTokenCount: call.cache.writeTokens,
      }),
    },
  }
}
