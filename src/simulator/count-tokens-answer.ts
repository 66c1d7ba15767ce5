import { type Answer, jsonAnswer } from './answer.ts'
import { checkInvocation } from './anthropic-answers.ts'
import type { Call } from './call.ts'
import { Refusal } from './refusals.ts'

/**
 * CountTokens: the same count that an invocation reports as its input. The body of an InvokeModel request is checked as that
 * operation would: Anthropic's models want a version and a limit.
 * @throws Refusal
 */
export function countTokens({ inputTokens, body, model }: Call): Answer {
  const { input } = body
  const invokeModel: unknown = input instanceof Object ? Reflect.get(input, 'invokeModel') : undefined
  if (invokeModel instanceof Object) checkInvokeModel(Reflect.get(invokeModel, 'body'), model)
  return jsonAnswer({ inputTokens })
}

const REQUIRED = ['anthropic_version', 'max_tokens', 'messages']

function checkInvokeModel(base64: unknown, model: string): void {
  const invocation = parse(Buffer.from(String(base64), 'base64').toString('utf8'))
  if (!(invocation instanceof Object)) throw new Refusal('malformed-body')
  if (!model.includes('anthropic.')) return
  checkInvocation({ ...invocation })
  const missing = REQUIRED.find((key) => !(key in invocation))
  if (missing) throw new Refusal('missing-key', missing)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
