import { type Answer, eventStreamAnswer, jsonAnswer } from './answer.ts'
import { type Call, LATENCY_MS, outputTokensOf, replyText, replyTokens } from './call.ts'
import { eventFrame } from './event-frames.ts'

const METRICS = { latencyMs: LATENCY_MS }

/** Converse: one assistant message with its usage. */
export function converse(call: Call): Answer {
  return jsonAnswer({
    output: { message: { role: 'assistant', content: [{ text: replyText(call) }] } },
    stopReason: 'end_turn',
    usage: usage(call),
    metrics: METRICS,
  })
}

/** ConverseStream: the same message, one `contentBlockDelta` for each token. */
export function converseStream(call: Call): Answer {
  return eventStreamAnswer([
    eventFrame('messageStart', { role: 'assistant' }),
    ...replyTokens(call).map((text) => eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
    eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
    eventFrame('messageStop', { stopReason: 'end_turn' }),
    eventFrame('metadata', { usage: usage(call), metrics: METRICS }),
  ])
}

function usage(call: Call) {
  const { inputTokens, cache } = call
  const outputTokens = outputTokensOf(call)
  const { readTokens = 0, writeTokens = 0 } = cache ?? {}
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + readTokens + writeTokens + outputTokens,
    ...(cache && {
      cacheReadInputTokens: readTokens,
      cacheWriteInputTokens: writeTokens,
      cacheDetails: writeTokens > 0 ? [{ ttl: cache.ttl, inputTokens: writeTokens }] : [],
    }),
  }
}
