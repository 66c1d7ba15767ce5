import { type Answer, eventStreamAnswer, jsonAnswer, serverSentEventsAnswer } from './answer.ts'
import { type Call, LATENCY_MS, replyText, replyTokens } from './call.ts'
import { chunkFrame } from './event-frames.ts'
import { tokenCountHeaders } from './token-counts.ts'

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
  return {
    ...emptyMessage(call),
    content: [{ type: 'text', text: replyText(call) }],
    stop_reason: 'end_turn',
    usage: { input_tokens: call.inputTokens, output_tokens: replyTokens(call).length },
  }
}

function emptyMessage({ model, inputTokens }: Call) {
  return {
    id: 'msg_bdrk_simulated',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: 0 },
  }
}

type StreamEvent = { readonly type: string; readonly [field: string]: unknown }

function streamEvents(call: Call): StreamEvent[] {
  const outputTokens = replyTokens(call).length
  return [
    { type: 'message_start', message: emptyMessage(call) },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...replyTokens(call).map((text) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: outputTokens },
    },
    {
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': {
        inputTokenCount: call.inputTokens,
        outputTokenCount: outputTokens,
        invocationLatency: LATENCY_MS,
        firstByteLatency: LATENCY_MS,
      },
    },
  ]
}
