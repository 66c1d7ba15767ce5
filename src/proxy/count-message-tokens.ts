import { ProxyError } from '../bedrock/errors.ts'
import { anthropicRefusal } from './anthropic-refusal.ts'
import { bodyOf, bytesOf, type HashedBody } from './body.ts'
import type { Forward, Incoming } from './incoming.ts'
import { invocationToCount } from './invocation-of-message.ts'
import { withOtherBody } from './local-response.ts'
import { operationPath } from './match-operation.ts'
import { headersOfInvocation } from './messages-door.ts'
import { discardBody, peekBody } from './peek-body.ts'
import type { Send } from './send-mending.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/**
 * A `send` that counts the tokens of a message by CountTokens, and answers in the words of the Messages API.
 * @throws ProxyError `malformed-body`, `upstream-malformed`
 */
export function countMessageTokens({ matched, headers, body }: Incoming, forward: Forward): Send {
  let hashed: HashedBody | undefined
  return async (modelId = '') => {
    hashed ??= bodyOf(countTokensBody(invocationToCount(bytesOf(body), headers)))
    const sent = await forward({
      method: 'POST',
      path: operationPath(matched.operation, [modelId]),
      query: [],
      headers: headersOfInvocation(headers, 'application/json'),
      body: hashed,
    })
    return { ...sent, response: await answerOf(sent.response) }
  }
}

/** Source: CountTokensInput of the service model; a blob is base64 in JSON. */
function countTokensBody(invocation: readonly Buffer[]): Buffer[] {
  const base64 = Buffer.concat(invocation).toString('base64')
  return [Buffer.from(`{"input":{"invokeModel":{"body":"${base64}"}}}`)]
}

/** Far more than one number takes. */
const MAX_ANSWER_BYTES = 16 * 1024

async function answerOf(response: UpstreamResponse): Promise<UpstreamResponse> {
  if (response.status >= 400) return anthropicRefusal(response)
  const { response: held, text } = await peekBody(response, MAX_ANSWER_BYTES)
  discardBody(held)
  return withOtherBody(held, { input_tokens: inputTokensIn(text) })
}

function inputTokensIn(text: string): number {
  const [, count] = /^\s*\{\s*"inputTokens"\s*:\s*([0-9]+)\s*\}\s*$/.exec(text) ?? []
  if (count !== undefined) return Number(count)
  throw new ProxyError(
    'upstream-malformed',
    'Bedrock answered the count of tokens with something else. Send the request again, or leave the counting out.',
  )
}
