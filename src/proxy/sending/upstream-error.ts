import { UNTRUSTED } from '../../aws/certificate-authorities.ts'
import { NO_COMMON_PROTOCOL } from '../../aws/connect-socket.ts'
import { type ErrorCode, ProxyError, toProxyError } from '../../bedrock/errors.ts'
import { isPartMissing } from '../../bedrock/part-missing.ts'

type Row = { readonly codes: readonly string[]; readonly error: ErrorCode; readonly message: string }

/** Of a connection that broke, or that died in silence: the kernel tells of the latter in many words. */
const LOST = [
  'UND_ERR_SOCKET',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
]

/** Stands for whatever Node's parser says of an answer that is not HTTP, under codes that begin so, and undici's, by its name. */
const NOT_HTTP = 'HPE'

/** Code of an answer that changes to a protocol that nobody asked for. */
const UNASKED_UPGRADE = 'ERR_UPSTREAM_UPGRADE'

/** Code of an answer before which come more interim ones than any server sends. */
const ENDLESS_HEAD = 'ERR_UPSTREAM_ENDLESS_HEAD'

/** Far more interim answers than any server sends before one. */
export const MAX_INTERIM_ANSWERS = 100

/** Code of the relay lane's own idle timeout; the inference lane has undici's. */
export const IDLE_TIMEOUT = 'ERR_UPSTREAM_IDLE_TIMEOUT'

/** What Node and undici say when a request cannot be sent or answered, and what we make of it. */
const ROWS: readonly Row[] = [
  {
    codes: ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', IDLE_TIMEOUT],
    error: 'upstream-timeout',
    message: 'Bedrock sent nothing for the idle timeout. Try again, or raise --idle-timeout-ms for slow models.',
  },
  {
    codes: UNTRUSTED,
    error: 'upstream-untrusted',
    message:
      "The upstream's TLS certificate is not trusted. Name your company's certificate authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS and restart the proxy.",
  },
  {
    codes: ['EMFILE', 'ENFILE', 'ENOBUFS', 'EADDRNOTAVAIL'],
    error: 'too-many-files',
    message:
      'The system lets the proxy open no more connections. Raise its limit of open files (ulimit -n), or set --max-concurrent-requests below half of it.',
  },
  {
    codes: ['UND_ERR_INVALID_ARG'],
    error: 'malformed-request',
    message: 'A header of this request has a value that cannot be sent on. Send printable characters only.',
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    error: 'upstream-unreachable',
    message: 'The name of the Bedrock endpoint does not resolve. Check the network, --region and --runtime-endpoint.',
  },
  {
    codes: [NO_COMMON_PROTOCOL, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
    error: 'upstream-unreachable',
    message:
      'The upstream does not speak HTTP/2, which this operation needs. Check --runtime-endpoint, and whether something on the way takes TLS apart.',
  },
  {
    codes: ['ERR_HTTP2_STREAM_ERROR', 'ERR_HTTP2_SESSION_ERROR', 'ERR_HTTP2_ERROR'],
    error: 'upstream-unreachable',
    message: 'Bedrock broke the stream off before it answered. Try again.',
  },
  {
    codes: [
      NOT_HTTP,
      UNASKED_UPGRADE,
      ENDLESS_HEAD,
      'UND_ERR_HEADERS_OVERFLOW',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
      'ERR_ASSERTION',
    ],
    error: 'upstream-malformed',
    message:
      'What came in the place of an answer is not HTTP, or a head that does not end. Check --runtime-endpoint, and what stands between the proxy and Bedrock.',
  },
  {
    codes: LOST,
    error: 'upstream-unreachable',
    message: 'Bedrock closed the connection before it answered. Try again.',
  },
]

const UNREACHABLE = 'The Bedrock endpoint cannot be reached. Check the network, HTTPS_PROXY and --runtime-endpoint.'

/** The failure of a request that was sent so many times, as the error that the client gets to see. */
export function upstreamError(cause: unknown, attempts: number): ProxyError {
  if (cause instanceof ProxyError || isPartMissing(cause)) return withAttempts(toProxyError(cause), attempts)
  const code = codeOf(cause)
  const row = isOfConnecting(cause) && LOST.includes(code) ? undefined : ROWS.find(({ codes }) => codes.includes(code))
  return new ProxyError(row?.error ?? 'upstream-unreachable', row?.message ?? UNREACHABLE, { cause, attempts })
}

/** The same error of a request that was sent so many times. */
export function withAttempts(error: ProxyError, attempts: number): ProxyError {
  if (error.attempts === attempts) return error
  const { code, message, cause, retryAfterSeconds } = error
  return new ProxyError(code, message, { cause, attempts, ...(retryAfterSeconds && { retryAfterSeconds }) })
}

/** What an answer fails with that changes to another protocol. */
export function unaskedUpgrade(): Error {
  return Object.assign(new Error('The upstream changed to a protocol that nobody asked for.'), {
    code: UNASKED_UPGRADE,
  })
}

/** What an answer fails with before which come more than `MAX_INTERIM_ANSWERS`. */
export function endlessHead(): Error {
  return Object.assign(new Error('The upstream sent interim answers without end.'), { code: ENDLESS_HEAD })
}

/** True where the connection broke, as against one that could not be made. */
export function isConnectionLost(error: unknown): boolean {
  return LOST.includes(codeOf(error)) && !isOfConnecting(error)
}

/** True where not even a connection could be made, so that nothing was sent: no such name, nobody there, no way to it, no trust. */
export function isOfNoConnection(error: unknown): boolean {
  if (error instanceof ProxyError) return NO_CONNECTION.includes(error.code)
  return (
    isOfConnecting(error) || ['ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', ...UNTRUSTED].includes(codeOf(error))
  )
}

const NO_CONNECTION: readonly ErrorCode[] = ['outbound-proxy-refused', 'outbound-proxy-failed']

/** The same codes tell of both. Where a name has several addresses, Node tells of all tries at once. */
function isOfConnecting(error: unknown): boolean {
  return (
    error instanceof AggregateError || (error instanceof Error && 'syscall' in error && error.syscall === 'connect')
  )
}

/** The code of what Node or undici says; one for all that a parser says of an answer that is not HTTP, empty for none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('HPE_') || error.name === 'HTTPParserError' ? NOT_HTTP : code
}
