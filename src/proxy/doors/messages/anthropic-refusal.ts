import { anthropicError, anthropicErrorType } from '../../../bedrock/errors.ts'
import { findTopLevelString } from '../../../http/json-splice.ts'
import type { UpstreamResponse } from '../../exchange.ts'
import { discardBody, peekBody } from '../../lanes/peek-body.ts'
import { withOtherBody } from '../../lanes/wrap-response.ts'

/** Far more than Bedrock's longest message. */
const MAX_MESSAGE_BYTES = 64 * 1024

/**
 * An error answer of Bedrock's in the shape of Anthropic's API, with its status, its headers and its words. To be called in
 * the turn in which the head was received.
 */
export async function anthropicRefusal(response: UpstreamResponse): Promise<UpstreamResponse> {
  const { response: held, text } = await peekBody(response, MAX_MESSAGE_BYTES)
  discardBody(held)
  return withOtherBody(held, anthropicError(anthropicErrorType(response.status), messageIn(text)))
}

/** What an error of Bedrock's says, in an answer or in a frame of a stream: the service says `message`, an IAM denial `Message`. */
export function messageIn(text: string): string {
  const bytes = Buffer.from(text)
  for (const key of ['message', 'Message']) {
    const found = findTopLevelString(bytes, key)
    if (found.kind === 'found') return found.span.value
  }
  return text.trim() || 'Bedrock refused the request and did not say why.'
}
