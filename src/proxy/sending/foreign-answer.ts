import { ProxyError } from '../../bedrock/errors.ts'
import { mediaTypeOf } from '../../http/event-stream-codec.ts'
import { mayStartAsHtml, startsAsHtml } from '../../http/html-page.ts'
import type { UpstreamResponse } from '../exchange.ts'
import { discardBody, peekBody } from '../lanes/peek-body.ts'
import { localResponse } from '../lanes/wrap-response.ts'

const HTML = ['text/html', 'application/xhtml+xml']

const ADVICE =
  'Look at what stands between the proxy and Bedrock, such as a gateway or the login page of a network, and at --runtime-endpoint.'

/**
 * True for what Bedrock never answers, so that somebody else did: a redirect, which a client would follow with the prompt
 * and its token, or a page for a browser.
 */
export function isForeign(response: Pick<UpstreamResponse, 'status' | 'header'>): boolean {
  return isRedirect(response) || HTML.includes(mediaTypeOf(response.header('content-type')))
}

/**
 * The answer in words of ours where somebody else than Bedrock gave it: one that says to come back later keeps its status
 * and its `retry-after`. To be called in the turn in which the head was received.
 * @throws ProxyError `upstream-malformed` where nothing of it may reach the client
 */
export function withoutForeignWords(response: UpstreamResponse): UpstreamResponse | Promise<UpstreamResponse> {
  if (isForeign(response)) return inOurWords(response)
  const whole = response.whole?.()
  if (whole) return whole[0] && startsAsHtml(whole[0]) ? inOurWords(response) : response
  // Of a stream nothing is waited for: `relayResponse` breaks it off where a page comes.
  return response.header('content-length') === undefined ? response : unlessHtml(response)
}

/** A gateway may give its page any type, or none. */
async function unlessHtml(response: UpstreamResponse): Promise<UpstreamResponse> {
  const first = await peekBody(response, FIRST_CHUNK)
  if (!mayStartAsHtml(Buffer.from(first.text))) return first.response
  const { response: held, text } = await peekBody(first.response, BEGINNING_BYTES)
  return startsAsHtml(Buffer.from(text)) ? inOurWords(held) : held
}

/** Whoever waited for more would hold back an answer that comes slowly. */
const FIRST_CHUNK = 0
/** Enough to tell a page by. */
const BEGINNING_BYTES = 64

function inOurWords(response: UpstreamResponse): UpstreamResponse {
  discardBody(response)
  const { status } = response
  const what = isRedirect(response) ? 'A redirect' : 'An HTML page'
  const message = `${what} with status ${status} came in the place of Bedrock's answer. ${ADVICE}`
  const exception = exceptionFor(status)
  if (exception === undefined) throw new ProxyError('upstream-malformed', message)
  const retryAfter = response.header('retry-after')
  return localResponse(
    status,
    { message },
    { 'x-amzn-errortype': exception, ...(retryAfter !== undefined && { 'retry-after': retryAfter }) },
  )
}

function isRedirect({ status }: Pick<UpstreamResponse, 'status'>): boolean {
  return status >= 300 && status < 400
}

/** AWS's name for a status with which SDKs try again; undefined for the others. */
function exceptionFor(status: number): string | undefined {
  if (status === 429) return 'ThrottlingException'
  if (status === 503) return 'ServiceUnavailableException'
  return status >= 500 ? 'InternalServerException' : undefined
}
