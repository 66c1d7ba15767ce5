import { type Answer, eventStreamAnswer, jsonAnswer } from './answer.ts'
import { type AskedTool, askedTool } from './asked-tool.ts'
import { type Call, LATENCY_MS, outputTokensOf, replyText, replyTokens } from './call.ts'
import { eventFrame } from './event-frames.ts'

const METRICS = { latencyMs: LATENCY_MS }

/** Converse: one assistant message with its usage. */
export function converse(call: Call): Answer {
  const tool = askedTool(call.body)
  const content = tool ? { toolUse: { ...toolStart(tool), input: tool.input } } : { text: replyText(call) }
  return jsonAnswer({
    output: { message: { role: 'assistant', content: [content] } },
    stopReason: stopReason(tool),
    usage: usage(call),
    metrics: METRICS,
  })
}

/** ConverseStream: the same message, one `contentBlockDelta` for each token. */
export function converseStream(call: Call): Answer {
  const tool = askedTool(call.body)
  const deltas = tool
    ? [{ toolUse: { input: JSON.stringify(tool.input) } }]
    : replyTokens(call).map((text) => ({ text }))
  return eventStreamAnswer([
    eventFrame('messageStart', { role: 'assistant' }),
    ...(tool ? [eventFrame('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: toolStart(tool) } })] : []),
    ...deltas.map((delta) => eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta })),
    eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
    eventFrame('messageStop', { stopReason: stopReason(tool) }),
    eventFrame('metadata', { usage: usage(call), metrics: METRICS }),
  ])
}

function toolStart({ name }: AskedTool) {
  return { toolUseId: 'tooluse_simulated', name }
}

function stopReason(tool: AskedTool | undefined) {
  return tool ? 'tool_use' : 'end_turn'
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
