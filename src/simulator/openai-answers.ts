import { type Answer, jsonAnswer, serverSentEventsAnswer } from './answer.ts'
import { type AskedTool, askedTool } from './asked-tool.ts'
import { type Call, outputTokensOf, replyText, replyTokens } from './call.ts'

/** The moment of every simulated answer, in seconds since 1970: fixed, so that answers repeat byte for byte. */
const CREATED_S = 1_795_000_000

/** `/openai/v1/chat/completions`: JSON, or chunks that end with `[DONE]` where the body asks for a stream. */
export function chatCompletions(call: Call): Answer {
  const envelope = { id: 'chatcmpl-simulated', created: CREATED_S, model: call.model }
  if (call.body.stream !== true) {
    const choice = { index: 0, message: { role: 'assistant', content: replyText(call) }, finish_reason: 'stop' }
    return jsonAnswer({ ...envelope, object: 'chat.completion', choices: [choice], usage: chatUsage(call) })
  }
  const chunk = (delta: object, finish_reason: string | null) => ({
    data: { ...envelope, object: CHUNK, choices: [{ index: 0, delta, finish_reason }] },
  })
  return serverSentEventsAnswer([
    chunk({ role: 'assistant', content: '' }, null),
    ...replyTokens(call).map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    ...(wantsUsage(call) ? [{ data: { ...envelope, object: CHUNK, choices: [], usage: chatUsage(call) } }] : []),
    { data: '[DONE]' },
  ])
}

const CHUNK = 'chat.completion.chunk'

/** A stream tells its usage only where it is asked to. */
function wantsUsage({ body: { stream_options: options } }: Call): boolean {
  return typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true
}

function chatUsage(call: Call) {
  const { all, details } = inputOf(call)
  const completionTokens = outputTokensOf(call)
  return {
    prompt_tokens: all,
    prompt_tokens_details: details,
    completion_tokens: completionTokens,
    total_tokens: all + completionTokens,
  }
}

/** OpenAI's input holds what the cache read and wrote. */
function inputOf({ inputTokens, cache }: Call) {
  const { readTokens = 0, writeTokens = 0 } = cache ?? {}
  return { all: inputTokens + readTokens + writeTokens, details: { cached_tokens: readTokens } }
}

/** `/openai/v1/responses`: JSON, or the API's numbered events where the body asks for a stream. */
export function responses(call: Call): Answer {
  const tool = askedTool(call.body)
  const item = tool ? functionCall(tool) : outputItem('completed', replyText(call))
  const completed = response(call, 'completed', [item])
  if (call.body.stream !== true) return jsonAnswer(completed)
  const events: ResponseEvent[] = [
    { type: 'response.created', response: response(call, 'in_progress', []) },
    ...(tool ? functionEvents(tool) : textEvents(call)),
    { type: 'response.output_item.done', output_index: 0, item },
    { type: 'response.completed', response: completed },
  ]
  return serverSentEventsAnswer(
    events.map((event, i) => ({ name: event.type, data: { ...event, sequence_number: i } })),
  )
}

type ResponseEvent = { readonly type: string; readonly [field: string]: unknown }

function textEvents(call: Call): ResponseEvent[] {
  const part = { item_id: ITEM_ID, output_index: 0, content_index: 0 }
  return [
    { type: 'response.output_item.added', output_index: 0, item: outputItem('in_progress') },
    { type: 'response.content_part.added', ...part, part: textPart('') },
    ...replyTokens(call).map((delta) => ({ type: 'response.output_text.delta', ...part, delta })),
    { type: 'response.output_text.done', ...part, text: replyText(call) },
    { type: 'response.content_part.done', ...part, part: textPart(replyText(call)) },
  ]
}

function functionEvents(tool: AskedTool): ResponseEvent[] {
  const item = functionCall(tool)
  const part = { item_id: item.id, output_index: 0 }
  return [
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', arguments: '' } },
    { type: 'response.function_call_arguments.delta', ...part, delta: item.arguments },
    { type: 'response.function_call_arguments.done', ...part, arguments: item.arguments },
  ]
}

function functionCall({ name, input }: AskedTool) {
  return {
    id: 'fc_simulated',
    type: 'function_call',
    call_id: 'call_simulated',
    name,
    arguments: JSON.stringify(input),
    status: 'completed',
  }
}

const ITEM_ID = 'msg_simulated'

function response(call: Call, status: string, output: object[]) {
  const outputTokens = status === 'completed' ? outputTokensOf(call) : 0
  const { all, details } = inputOf(call)
  return {
    id: 'resp_simulated',
    object: 'response',
    created_at: CREATED_S,
    model: call.model,
    status,
    output,
    usage: {
      input_tokens: all,
      input_tokens_details: details,
      output_tokens: outputTokens,
      total_tokens: all + outputTokens,
    },
  }
}

function outputItem(status: string, text?: string) {
  return {
    id: ITEM_ID,
    type: 'message',
    role: 'assistant',
    status,
    content: text === undefined ? [] : [textPart(text)],
  }
}

function textPart(text: string) {
  return { type: 'output_text', text, annotations: [] }
}
