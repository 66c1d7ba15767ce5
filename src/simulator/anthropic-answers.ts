import { type Answer, eventStreamAnswer, jsonAnswer, serverSentEventsAnswer } from './answer.ts'
import { type AskedTool, askedTool } from './asked-tool.ts'
import { type Call, outputTokensOf, replyText, replyTokens } from './call.ts'
import { chunkFrame } from './event-frames.ts'
import { invocationMetrics, tokenCountHeaders } from './token-counts.ts'

/** An Anthropic message in one JSON, as InvokeModel answers for Anthropic's models. */
export function anthropicInvocation(call: Call): Answer {
  return jsonAnswer(message(call), { headers: tokenCountHeaders(call) })
}

/** The events of an Anthropic message, each in a `chunk` frame: InvokeModelWithResponseStream for Anthropic's models. */
export function anthropicInvocationStream(call: Call): Answer {
  return eventStreamAnswer(streamEvents(call).map(chunkFrame))
}

/** `/anthropic/v1/messages`: JSON, or server-sent events where the body asks for a stream. */
export function messages(call: Call): Answer {
  if (call.body.stream !== true) return jsonAnswer(message(call))
  return serverSentEventsAnswer(streamEvents(call).map((event) => ({ name: event.type, data: event })))
}

function message(call: Call) {
  const tool = askedTool(call.body)
  return {
    ...emptyMessage(call),
    content: [tool ? toolUse(tool) : { type: 'text', text: replyText(call) }],
    stop_reason: stopReason(tool),
    usage: usage(call, outputTokensOf(call)),
  }
}

function toolUse({ name, input }: AskedTool) {
  return { type: 'tool_use', id: 'toolu_bdrk_simulated', name, input }
}

function stopReason(tool: AskedTool | undefined) {
  return tool ? 'tool_use' : 'end_turn'
}

function emptyMessage(call: Call) {
  return {
    id: 'msg_bdrk_simulated',
    type: 'message',
    role: 'assistant',
    model: call.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: usage(call, 0),
  }
}

function usage({ inputTokens, cache }: Call, outputTokens: number) {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    ...(cache && {
      cache_read_input_tokens: cache.readTokens,
      cache_creation_input_tokens: cache.writeTokens,
      cache_creation: {
        ephemeral_5m_input_tokens: cache.ttl === '5m' ? cache.writeTokens : 0,
        ephemeral_1h_input_tokens: cache.ttl === '1h' ? cache.writeTokens : 0,
      },
    }),
  }
}

type StreamEvent = { readonly type: string; readonly [field: string]: unknown }

function streamEvents(call: Call): StreamEvent[] {
  const outputTokens = outputTokensOf(call)
  const tool = askedTool(call.body)
  return [
    { type: 'message_start', message: emptyMessage(call) },
    ...contentEvents(call, tool),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason(tool), stop_sequence: null },
      usage: { output_tokens: outputTokens },
    },
    {
      type: 'message_stop',
      ...invocationMetrics(call),
    },
  ]
}

function contentEvents(call: Call, tool: AskedTool | undefined): StreamEvent[] {
  const block = tool ? { ...toolUse(tool), input: {} } : { type: 'text', text: '' }
  const deltas = tool
    ? [{ type: 'input_json_delta', partial_json: JSON.stringify(tool.input) }]
    : replyTokens(call).map((text) => ({ type: 'text_delta', text }))
  return [
    { type: 'content_block_start', index: 0, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
  ]
}
