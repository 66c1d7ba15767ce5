import { Refusal } from '../refusals.ts'
import type { AskedRequest } from './check-request.ts'

/**
 * The old manners: a body for a model of Anthropic's may hold whatever it likes, but for what InvokeModel takes from elsewhere.
 * @throws Refusal
 */
export function checkLeniently({ operation, body = {}, modelId }: AskedRequest): void {
  const isForAnthropic = modelId.includes('anthropic.')
  if (operation.startsWith('InvokeModel') && (isForAnthropic || 'anthropic_version' in body)) checkKeys(body)
  if (operation === 'CountTokens') checkCount(body.input, isForAnthropic)
}

/** Keys of the Messages API that InvokeModel does not take: the model is in the path, and streams are an operation of their own. */
const EXTRANEOUS = ['model', 'stream']
const REQUIRED = ['anthropic_version', 'max_tokens', 'messages']

function checkKeys(body: object): void {
  const key = EXTRANEOUS.find((name) => name in body)
  if (key) throw new Refusal('extraneous-key', key)
}

function checkCount(input: unknown, isForAnthropic: boolean): void {
  const invokeModel: unknown = input instanceof Object ? Reflect.get(input, 'invokeModel') : undefined
  if (!(invokeModel instanceof Object)) return
  const invocation = parse(Buffer.from(String(Reflect.get(invokeModel, 'body')), 'base64').toString('utf8'))
  if (!(invocation instanceof Object)) throw new Refusal('malformed-body')
  if (!isForAnthropic) return
  checkKeys(invocation)
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
