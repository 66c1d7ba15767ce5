import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ErrorCode, errorAnswer, ProxyError } from '../bedrock/errors.ts'
import { PART_MISSING } from '../bedrock/part-missing.ts'
import { HTTP2_MISSING } from '../http/accept-http2.ts'
import { CONNECT_REFUSED } from '../http/http1-server.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { recordWithoutRequest } from './record-without-request.ts'

type Row = { readonly code: string; readonly error: ErrorCode; readonly message: string }

/** In place of the parser's code, which for the first bytes of a handshake is that of a wrong method. */
const TLS_SPOKEN = 'ERR_TLS_SPOKEN'

/** What never becomes a request, above all because Node's HTTP/1.1 parser refuses it, and what the client is told. */
const ROWS: readonly Row[] = [
  {
    code: 'HPE_HEADER_OVERFLOW',
    error: 'headers-too-large',
    message: 'The headers of this request are too large. Send fewer or shorter ones.',
  },
  {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
    error: 'body-timeout',
    message: 'The head of this request took too long. Send it again.',
  },
  {
    code: 'HPE_INVALID_EOF_STATE',
    error: 'truncated-body',
    message: 'The request ended before it was complete. Send it again in full.',
  },
  {
    code: CONNECT_REFUSED,
    error: 'unknown-operation',
    message: "This is no forward proxy. Set it as the client's Bedrock base URL, not as HTTP_PROXY or HTTPS_PROXY.",
  },
  {
    code: TLS_SPOKEN,
    error: 'malformed-request',
    message: 'This connection began with TLS, and the proxy speaks plain HTTP. Begin its base URL with http://.',
  },
  { code: HTTP2_MISSING, error: 'internal', message: PART_MISSING },
]

const MALFORMED = 'This is not a well-formed HTTP/1.1 request. Send one that RFC 9112 allows.'

/** An error of Node's parser, with the bytes in which it found one. */
type ParserError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

/**
 * Answers what the parser refused with an error in AWS's shape, and ends the connection within a second. Leaves a record, unless it
 * refused the rest of a request that is under way: that one leaves its own.
 */
export function answerClientError(
  error: ParserError,
  socket: Duplex,
  { region, telemetry }: Pick<ProxyParts, 'region' | 'telemetry'>,
): void {
  if (isBehindLastRequest(error) && isBusy(socket)) return
  if (!socket.writable || error.code === 'ECONNRESET' || hasBegunToAnswer(socket)) {
    socket.destroy()
    return
  }
  const refusal = refusalOf(error)
  const requestId = randomUUID()
  const responseBytes = isHttp(error, socket) ? answer(socket, refusal, requestId) : cut(socket)
  if (isBusy(socket)) return
  const { code, message: why } = refusal
  telemetry.requestFinished(recordWithoutRequest(code, { requestId, region, responseBytes, why }), error)
}

/** Answers, and returns how many bytes the body has. */
function answer(socket: Duplex, refusal: ProxyError, requestId: string): number {
  const { status, headers, body } = errorAnswer(refusal, 'aws')
  const responseBytes = Buffer.byteLength(body)
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${responseBytes}\r\n` +
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('') +
      `x-amzn-requestid: ${requestId}\r\nconnection: close\r\n\r\n${body}`,
  )
  endSoon(socket)
  return responseBytes
}

function cut(socket: Duplex): number {
  socket.destroy()
  return 0
}

/**
 * False for HTTP/2, and where the first line of a connection has the form of a request line, but names another protocol: an HTTP/2
 * preface that is none, or SIP. Its sender understands no answer of HTTP/1.1, and might take one for frames (RFC 9113 §3.4).
 */
function isHttp({ code, rawPacket }: ParserError, socket: Duplex): boolean {
  if (code === HTTP2_MISSING) return false
  const isFirst = rawPacket && 'bytesRead' in socket && socket.bytesRead === rawPacket.length
  return !isFirst || !OTHER_PROTOCOL.test(rawPacket.toString('latin1', 0, MAX_LINE_BYTES))
}

const OTHER_PROTOCOL = /^[!-~]+ [!-~]+ (?!HTTP\/)[!-~]+\r?\n/i
const MAX_LINE_BYTES = 8 * 1024

/** What follows a request that said `connection: close` is not read, and takes nothing from its answer (RFC 9112 §9.6). */
function isBehindLastRequest({ code }: NodeJS.ErrnoException): boolean {
  return code === 'HPE_CLOSED_CONNECTION'
}

/** Long enough for a client to read the answer. Cutting at once would reset the connection under what it still sends. */
const LINGER_MS = 1_000

function endSoon(socket: Duplex): void {
  const giveUp = setTimeout(() => socket.destroy(), LINGER_MS).unref()
  socket.once('close', () => clearTimeout(giveUp)).resume()
}

function refusalOf(error: ParserError): ProxyError {
  const found = beginsTls(error) ? TLS_SPOKEN : error.code
  const row = ROWS.find(({ code }) => code === found)
  return new ProxyError(row?.error ?? 'malformed-request', row?.message ?? MALFORMED)
}

/** A handshake comes in records of type 22, version 3.x (RFC 8446 §5.1). */
function beginsTls({ rawPacket }: ParserError): boolean {
  return rawPacket?.[0] === 22 && rawPacket[1] === 3
}

/** Where Node keeps what a connection is busy with. Its own handler looks there as well. */
type ServerSocket = {
  readonly _httpMessage?: ServerResponse | null
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null
}

/** Bytes written into an answer would look like a part of it, and behind the answer to a broken request like the next one. */
function hasBegunToAnswer(socket: Duplex): boolean {
  const { _httpMessage: answer, parser } = socket as ServerSocket
  return answer ? answer.headersSent : parser?.incoming?.complete === false
}

function isBusy(socket: Duplex): boolean {
  return Boolean((socket as ServerSocket)._httpMessage)
}
