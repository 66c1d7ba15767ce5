import type { IncomingHttpHeaders } from 'node:http'
import { awsErrorInDialect, type ErrorDialect, spokenDialect } from '../../bedrock/errors.ts'
import type { Operation } from '../../bedrock/operations.ts'
import { scanObject } from '../../http/json-object-scan.ts'
import { pathTree } from '../../http/json-paths.ts'
import { findTopLevelString } from '../../http/json-splice.ts'
import { exceptionOf, type UpstreamResponse } from '../exchange.ts'
import { discardBody, peekBody } from '../lanes/peek-body.ts'
import { withOtherBody } from '../lanes/wrap-response.ts'
import type { Sent } from '../sending/attempt.ts'

/** Far more than Bedrock's longest message. */
const MAX_MESSAGE_BYTES = 64 * 1024

/**
 * An answer in the words of the API that the client called: what AWS refuses in its own shape on a route of OpenAI's or
 * Anthropic's becomes that API's error, with AWS's message, its status and its headers. Everything else is as it came, and so
 * is every answer on a route of Bedrock's. To be called in the turn in which the head was received.
 */
export function wordRefusal(
  sent: Sent,
  { dialect }: Pick<Operation, 'dialect'>,
  headers: IncomingHttpHeaders,
): Sent | Promise<Sent> {
  if (dialect === 'aws' || sent.response.status < 400) return sent
  return inDialect(sent, spokenDialect(dialect, headers))
}

async function inDialect(sent: Sent, dialect: ErrorDialect): Promise<Sent> {
  const { response: held, text } = await peekBody(sent.response, MAX_MESSAGE_BYTES)
  if (isVendorsError(text)) return { ...sent, response: held }
  discardBody(held)
  return { ...sent, response: reworded(held, text, sent.hint, dialect) }
}

/** OpenAI and Anthropic both tell of an error in an object `error`; AWS has none. */
function isVendorsError(text: string): boolean {
  try {
    return scanObject([Buffer.from(text)], ERROR).found.some(({ type }) => type === 'object')
  } catch {
    return false
  }
}

const ERROR = pathTree(['error'])

function reworded(response: UpstreamResponse, text: string, hint: string | undefined, dialect: ErrorDialect) {
  const message = [messageIn(text), ...(hint ? [`The nearest IDs that can be called here: ${hint}.`] : [])].join(' ')
  const { status } = response
  return withOtherBody(response, awsErrorInDialect({ status, exception: exceptionOf(response), message }, dialect))
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
