import { ProxyError } from '../../bedrock/errors.ts'
import { base64Length, toBase64 } from '../../http/base64-chunks.ts'
import { type Body, unhashedBody } from '../body.ts'
import type { UpstreamResponse } from '../exchange.ts'
import { discardBody, peekBody } from '../lanes/peek-body.ts'
import { withOtherBody } from '../lanes/wrap-response.ts'
import { operationPath } from '../match-operation.ts'
import type { Incoming, Route } from '../sending/attempt.ts'
import { invocationToCount } from './messages/invocation-of-message.ts'
import { headersOfInvocation, messageIn } from './messages/messages-door.ts'

/**
 * Counts the tokens of a message by CountTokens, and answers in the words of the Messages API. `request` throws ProxyError
 * `malformed-body` and `too-many-bytes`, `answer` `upstream-malformed` and `not-supported`.
 */
export function countMessageTokens(): Route {
  let counted: { readonly incoming: Incoming; readonly body: Body } | undefined
  return {
    async request({ incoming, resolution }) {
      if (counted?.incoming !== incoming) counted = { incoming, body: await countTokensBody(incoming) }
      return {
        method: 'POST',
        path: operationPath(incoming.matched.operation, [resolution?.resolved ?? '']),
        query: [],
        headers: headersOfInvocation(incoming.headers, 'application/json'),
        body: counted.body,
      }
    },
    answer: answerOf,
  }
}

/** Source: CountTokensInput of the service model; a blob is base64 in JSON. */
async function countTokensBody(incoming: Incoming): Promise<Body> {
  const counted = unhashedBody(invocationToCount(messageIn(incoming), incoming.headers))
  incoming.hold(base64Length(counted.byteLength))
  const base64 = await toBase64(counted.chunks)
  return unhashedBody([Buffer.from('{"input":{"invokeModel":{"body":"'), ...base64, Buffer.from('"}}}')])
}

/** Far more than one number takes. */
const MAX_ANSWER_BYTES = 16 * 1024

async function answerOf(response: UpstreamResponse): Promise<UpstreamResponse> {
  const { response: held, text } = await peekBody(response, MAX_ANSWER_BYTES)
  if (response.status >= 400) return countsNothing(response, text) ? refuseToCount(held) : held
  discardBody(held)
  return withOtherBody(held, { input_tokens: inputTokensIn(text) })
}

/** Whichever form of the identifier was tried, the model counts no tokens. */
function countsNothing({ status }: UpstreamResponse, text: string): boolean {
  return status === 400 && /support counting tokens|on-demand throughput isn.{1,3}t supported/i.test(text)
}

function refuseToCount(held: UpstreamResponse): never {
  discardBody(held)
  throw new ProxyError(
    'not-supported',
    'Bedrock counts no tokens for this model. Leave the counting out, or count with another model of the family.',
  )
}

function inputTokensIn(text: string): number {
  const [, count] = /^\s*\{\s*"inputTokens"\s*:\s*([0-9]+)\s*\}\s*$/.exec(text) ?? []
  if (count !== undefined) return Number(count)
  throw new ProxyError(
    'upstream-malformed',
    'Bedrock answered the count of tokens with something else. Send the request again, or leave the counting out.',
  )
}
