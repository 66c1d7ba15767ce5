import { type Answer, eventStreamAnswer, jsonAnswer } from './answer.ts'
import { anthropicInvocation, anthropicInvocationStream } from './anthropic-answers.ts'
import { type Call, replyText, replyTokens } from './call.ts'
import { chunkFrame } from './event-frames.ts'
import { invocationMetrics, tokenCountHeaders } from './token-counts.ts'

/** InvokeModel: an Anthropic message for Anthropic's models, a small JSON of no particular vendor for the others. */
export function invokeModel(call: Call): Answer {
  if (speaksAnthropic(call)) return anthropicInvocation(call)
  return jsonAnswer({ outputText: replyText(call) }, { headers: tokenCountHeaders(call) })
}

/** InvokeModelWithResponseStream: the same answers token by token. */
export function invokeModelWithResponseStream(call: Call): Answer {
  if (speaksAnthropic(call)) return anthropicInvocationStream(call)
  const tokens = replyTokens(call)
  const beside = (index: number) => (index === tokens.length - 1 ? invocationMetrics(call) : {})
  return eventStreamAnswer(tokens.map((outputText, i) => chunkFrame({ outputText, ...beside(i) })))
}

/** An application profile's ARN does not tell the vendor; a body for Anthropic does. */
function speaksAnthropic({ model, body }: Call): boolean {
  return model.includes('anthropic.') || 'anthropic_version' in body
}
