import { type ErrorCode, ProxyError } from '../bedrock/errors.ts'
import { authorityInTarget } from '../http/absolute-form.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { type RequestHead, readRequestHead } from '../http/request-head.ts'

/** Room for long session tokens and beta flags; 431 above it. */
export const MAX_HEADER_BYTES = 64 * 1024

/** Ten times what the SDKs send. Each takes memory of its own, and 64 KiB hold 20,000 small ones. */
export const MAX_HEADER_FIELDS = 256

type Rule = {
  readonly isBroken: (request: IncomingRequest, head: RequestHead) => boolean
  readonly error: ErrorCode
  readonly message: string
}

/** What HTTP forbids and Node's parsers let through, some of it only in older releases, and what no route here can be asked for. */
const RULES: readonly Rule[] = [
  {
    isBroken: hasLargeHead,
    error: 'headers-too-large',
    message: 'The headers of this request are too many or too large. Send fewer or shorter ones.',
  },
  {
    isBroken: (request) => !('stream' in request) && !HTTP1_VERSIONS.includes(request.httpVersion),
    error: 'malformed-request',
    message: 'This request is of an HTTP version that nobody speaks here. Send HTTP/1.1 or HTTP/2.',
  },
  {
    isBroken: (_, { hasOddName }) => hasOddName,
    error: 'malformed-request',
    message: 'A header name of this request has a character that no name may have. Send names of letters and hyphens.',
  },
  {
    isBroken: hasOddFraming,
    error: 'malformed-request',
    message:
      'This request has a transfer-encoding other than chunked. Send the body as it is, with its content-length.',
  },
  {
    // RFC 9112 §3.2: 400 where Host is missing, malformed or there twice.
    isBroken: (_, { authority }) => authority === undefined,
    error: 'malformed-request',
    message: 'This request has no Host, a malformed one or more than one. Send exactly one, such as 127.0.0.1:8223.',
  },
  {
    isBroken: contradictsHost,
    error: 'malformed-request',
    message: 'The target of this request and its Host name two different hosts. Send the path alone, and one Host.',
  },
  {
    // RFC 9110 §10.1.1
    isBroken: ({ headers }) => headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue',
    error: 'expectation-failed',
    message: 'This request expects something that HTTP does not define. Send no Expect, or Expect: 100-continue.',
  },
  {
    // By this status Codex goes on over HTTP at once; by any other it tries again and again.
    isBroken: ({ method, headers }) => method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket',
    error: 'websocket-refused',
    message: 'Bedrock speaks no WebSocket on this route. Send the request over HTTP, with "stream": true for events.',
  },
]

/**
 * Refuses a message that is malformed, or that two parsers might understand in two ways. Its connection ends with the
 * answer, for where the next request begins is as doubtful. Gives what its headers told.
 * @throws ProxyError `malformed-request`, `headers-too-large`, `expectation-failed`, `websocket-refused`
 */
export function checkMessage(request: IncomingRequest, response: OutgoingResponse): RequestHead {
  const head = readRequestHead(request)
  const broken = RULES.find(({ isBroken }) => isBroken(request, head))
  if (!broken) return head
  if ('shouldKeepAlive' in response) response.shouldKeepAlive = false
  throw new ProxyError(broken.error, broken.message)
}

const HTTP1_VERSIONS = ['1.0', '1.1']

/** What RFC 9113 §6.5.2 counts for each field, beside its name and its value. */
const FIELD_OVERHEAD_BYTES = 32

/** Node counts no overhead for HTTP/1.1, and HTTP/2's limit holds only once the client has acknowledged it. */
function hasLargeHead(_: IncomingRequest, { fields, characters }: RequestHead): boolean {
  return fields > MAX_HEADER_FIELDS || characters + fields * FIELD_OVERHEAD_BYTES > MAX_HEADER_BYTES
}

/** RFC 9112 §3.2.2: a client sends the same authority in both. */
function contradictsHost(request: IncomingRequest, head: RequestHead): boolean {
  const authority = authorityInTarget(request)
  return authority !== undefined && authority !== head.authority
}

/** RFC 9112 §6.1: no transfer coding beside chunked, none in HTTP/1.0, none beside a content-length. HTTP/2 has none at all. */
function hasOddFraming({ headers, httpVersion }: IncomingRequest): boolean {
  const { 'transfer-encoding': coding, 'content-length': length } = headers
  if (coding === undefined) return false
  return coding.toLowerCase() !== 'chunked' || httpVersion !== '1.1' || length !== undefined
}
