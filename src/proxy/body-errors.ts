import { ProxyError } from '../bedrock/errors.ts'
import { CODINGS, type ContentCoding } from '../http/content-coding.ts'
import { MIN_BYTES_PER_SECOND } from './body-pace.ts'

/** What is no such coding. */
export function notDecoded(coding: ContentCoding): ProxyError {
  return new ProxyError(
    'malformed-body',
    `The request body is not what its content-encoding ${coding} says. Send it whole as ${CODINGS}, or as it is.`,
  )
}

/** A client that left, or a connection that broke, before the body was complete. */
export function truncated(): ProxyError {
  return new ProxyError('truncated-body', 'The request body ended before it was complete. Send it again in full.')
}

/** A body that fell behind the least pace. */
export function tooSlow(): ProxyError {
  return new ProxyError(
    'body-timeout',
    `The request body came at less than ${MIN_BYTES_PER_SECOND} bytes a second. Send it again over a faster connection.`,
  )
}

/** A body of which nothing came any more. */
export function timedOut(idleTimeoutMs: number): ProxyError {
  return new ProxyError(
    'body-timeout',
    `No byte of the request body arrived for ${idleTimeoutMs} ms. Send it again, or raise --idle-timeout-ms.`,
  )
}
