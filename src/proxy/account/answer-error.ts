import { type ErrorDialect, errorAnswer, type ProxyError } from '../../bedrock/errors.ts'
import { hasClientLeft } from '../../http/client-presence.ts'
import type { OutgoingResponse } from '../../http/dual-server.ts'
import { headerObject } from '../../http/end-to-end-headers.ts'

/**
 * Tells the client of an error of this proxy, in AWS's shape or that of the vendor API it called. Where the client has
 * left, or an answer has begun, nothing is sent. `ownHeaders` is a flat list.
 */
export function answerError(
  response: OutgoingResponse,
  error: ProxyError,
  dialect: ErrorDialect,
  ownHeaders: readonly string[],
): { status: number; bytes: number } {
  const { status, headers, body } = errorAnswer(error, dialect)
  const bytes = Buffer.byteLength(body)
  if (response.headersSent || hasClientLeft(response)) return { status, bytes: 0 }
  forgetHead(response)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(bytes),
    ...headers,
    ...headerObject(ownHeaders),
  })
  response.end(body)
  return { status, bytes }
}

/** A head that Node refused to send has left its headers behind, and they would be refused again. */
function forgetHead(response: OutgoingResponse): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name)
}
