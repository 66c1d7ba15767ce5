import { UNTRUSTED } from '../../aws/certificate-authorities.ts'
import { NO_COMMON_PROTOCOL } from '../../aws/connect-socket.ts'
import { type ErrorCode, ProxyError } from '../../bedrock/errors.ts'

type Row = { readonly codes: readonly string[]; readonly error: ErrorCode; readonly message: string }

const LOST = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']

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
    codes: LOST,
    error: 'upstream-unreachable',
    message: 'Bedrock closed the connection before it answered. Try again.',
  },
]

const UNREACHABLE = 'The Bedrock endpoint cannot be reached. Check the network, HTTPS_PROXY and --runtime-endpoint.'

/** The failure of a request that was sent so many times, as the error that the client gets to see. */
export function upstreamError(cause: unknown, attempts: number): ProxyError {
  if (cause instanceof ProxyError) return withAttempts(cause, attempts)
  const code = codeOf(cause)
  const row = ROWS.find(({ codes }) => codes.includes(code))
  return new ProxyError(row?.error ?? 'upstream-unreachable', row?.message ?? UNREACHABLE, { cause, attempts })
}

/** The same error of a request that was sent so many times. */
export function withAttempts(error: ProxyError, attempts: number): ProxyError {
  if (error.attempts === attempts) return error
  const { code, message, cause, retryAfterSeconds } = error
  return new ProxyError(code, message, { cause, attempts, ...(retryAfterSeconds && { retryAfterSeconds }) })
}

/** True where the connection broke, as against one that could not be made. */
export function isConnectionLost(error: unknown): boolean {
  return LOST.includes(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
