import type { IncomingHttpHeaders } from 'node:http'
import { betaFlagsIn, betaReaderOf, takesBetaFlag } from '../../bedrock/beta-flags.ts'
import { awsErrorInDialect, type ErrorDialect, spokenDialect } from '../../bedrock/errors.ts'
import type { Operation } from '../../bedrock/operations.ts'
import { refusedParts } from '../../bedrock/refused-parts.ts'
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
 * A refusal in the words of the API that the client called: what AWS says in its own shape becomes that API's error, with AWS's
 * message, its status and its headers. What is that API's error already is as it came. To be called in the turn in which the head was received.
 */
export function wordRefusal(
  sent: Sent,
  { dialect, name }: Pick<Operation, 'dialect' | 'name'>,
  headers: IncomingHttpHeaders,
): Promise<Sent> {
  return inDialect(sent, name, spokenDialect(dialect, headers), refusableFlag(name, headers))
}

async function inDialect(
  sent: Sent,
  operation: string,
  dialect: ErrorDialect,
  flag: string | undefined,
): Promise<Sent> {
  const { response: held, text } = await peekBody(sent.response, MAX_MESSAGE_BYTES)
  const capability = dialect === 'anthropic' && held.status === 400 && flag !== undefined && refusesFlag(text)
  if (isVendorsError(text) && !capability) return { ...sent, response: held }
  discardBody(held)
  const message = capability ? `capability_rejected: beta_header:${flag}` : messageWith(notesOn(sent, operation), text)
  return { ...sent, response: reworded(held, message, dialect) }
}

/** The first flag of a request that Bedrock is not known to take: where one is refused, that is the likeliest. */
function refusableFlag(operation: string, headers: IncomingHttpHeaders): string | undefined {
  const reader = betaReaderOf(operation)
  const flags = betaFlagsIn(headers['anthropic-beta'])
  return reader && flags.find((flag) => FLAG.test(flag) && !takesBetaFlag(reader, flag))
}

const FLAG = /^[\w.-]{1,100}$/

/** Claude Code from 2.1.308 on drops a flag and its members itself when the refusal names it in this form. */
function refusesFlag(text: string): boolean {
  return refusedParts(text)?.kind === 'beta-flag'
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

function messageWith(notes: readonly string[], text: string): string {
  return [messageIn(text), ...notes].join(' ')
}

/** What helps a person who sees nothing but the message. */
function notesOn({ hint, resolution }: Sent, operation: string): string[] {
  const isOnMantleOnly = operation === 'Responses' && resolution?.resolved.includes('gpt-oss')
  return [
    ...(hint ? [`The nearest IDs that can be called here: ${hint}.`] : []),
    ...(isOnMantleOnly ? [GPT_OSS_RESPONSES] : []),
  ]
}

/** Source: AWS's page on the Responses API, November 2026. */
const GPT_OSS_RESPONSES =
  'AWS has the Responses API of GPT-OSS models on bedrock-mantle only: start the proxy with --mantle and use /mantle/v1, or ask by Chat Completions.'

function reworded(response: UpstreamResponse, message: string, dialect: ErrorDialect): UpstreamResponse {
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
