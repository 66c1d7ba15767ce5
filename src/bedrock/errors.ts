import { wordUnforeseen } from './part-missing.ts'
import { printable } from './printable.ts'
import { withoutSecrets } from './without-secrets.ts'

/** How an error is worded for the client: AWS's JSON, or the JSON of the vendor API that Bedrock imitates. */
export type ErrorDialect = 'aws' | 'openai' | 'anthropic'

/** The dialect of a client on a path that two vendors share: who sends `anthropic-version` reads Anthropic's. */
export function spokenDialect(
  dialect: ErrorDialect,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): ErrorDialect {
  return dialect === 'openai' && headers['anthropic-version'] !== undefined ? 'anthropic' : dialect
}

type ErrorRow = {
  /** HTTP status. A 4xx wherever a retry cannot help, because the SDKs retry 5xx. */
  readonly status: number
  /** AWS's exception name, sent in `x-amzn-errortype`. */
  readonly exception: string
  /** Whose move it is: the caller's request, this proxy's configuration, or Bedrock's side of the wire. */
  readonly fault: 'client' | 'proxy' | 'upstream'
  /** What its answer has to say beside its body. */
  readonly headers?: Readonly<Record<string, string>>
  /** What clients of a vendor's API expect instead. */
  readonly anthropic?: VendorManner
  readonly openai?: VendorManner
}

/** How a vendor's own API answers where it differs from AWS. Source: Anthropic's contract for gateways; Codex's source. */
type VendorManner = {
  readonly status?: number
  readonly type?: string
  /** OpenAI's `code`, where clients look at it. */
  readonly code?: string
  /** True where the vendor's SDKs are told by `x-should-retry` not to try again. */
  readonly isFinal?: true
}

/** Claude Code shows a 403 as "Failed to authenticate". */
const DENIED: VendorManner = { status: 400 }
const UNPROVED: VendorManner = { status: 401, isFinal: true }
/** Codex waits for these, and gives up on any other 503. */
const OVERLOADED: VendorManner = { code: 'server_is_overloaded' }

/** Every error that this proxy itself answers. Adding one is adding a row. */
export const ERRORS = {
  'unknown-operation': { status: 404, exception: 'UnknownOperationException', fault: 'client' },
  'unknown-route': { status: 404, exception: 'UnknownOperationException', fault: 'upstream' },
  'no-such-model': { status: 404, exception: 'ResourceNotFoundException', fault: 'client' },
  'http2-required': { status: 400, exception: 'ValidationException', fault: 'client' },
  'malformed-request': { status: 400, exception: 'ValidationException', fault: 'client' },
  'region-not-allowed': { status: 400, exception: 'ValidationException', fault: 'client' },
  'contradicting-regions': { status: 400, exception: 'ValidationException', fault: 'client' },
  'ambiguous-model': { status: 400, exception: 'ValidationException', fault: 'client' },
  'invalid-model-identifier': { status: 400, exception: 'ValidationException', fault: 'client' },
  'malformed-body': { status: 400, exception: 'ValidationException', fault: 'client' },
  'truncated-body': { status: 400, exception: 'ValidationException', fault: 'client' },
  'body-too-large': { status: 413, exception: 'RequestEntityTooLargeException', fault: 'client' },
  'body-timeout': { status: 408, exception: 'RequestTimeoutException', fault: 'client' },
  'headers-too-large': { status: 431, exception: 'RequestHeaderFieldsTooLargeException', fault: 'client' },
  'websocket-refused': {
    status: 426,
    exception: 'UpgradeRequiredException',
    fault: 'client',
    // RFC 9110 §15.5.22: the answer says which protocol is spoken.
    headers: { upgrade: 'HTTP/1.1' },
  },
  'expectation-failed': { status: 417, exception: 'ExpectationFailedException', fault: 'client' },
  'unsupported-media-type': { status: 415, exception: 'UnsupportedMediaTypeException', fault: 'client' },
  'foreign-host': { status: 403, exception: 'AccessDeniedException', fault: 'client' },
  'foreign-origin': { status: 403, exception: 'AccessDeniedException', fault: 'client' },
  'client-token': { status: 403, exception: 'UnrecognizedClientException', fault: 'client', anthropic: UNPROVED },
  'client-signature': { status: 403, exception: 'InvalidSignatureException', fault: 'client', anthropic: UNPROVED },
  'client-quota': { status: 429, exception: 'ThrottlingException', fault: 'client' },
  'client-day-quota': {
    status: 429,
    exception: 'ThrottlingException',
    fault: 'client',
    anthropic: { type: 'billing_error', isFinal: true },
    openai: { type: 'usage_limit_reached' },
  },
  throttled: { status: 429, exception: 'ThrottlingException', fault: 'upstream' },
  'not-supported': {
    status: 400,
    exception: 'ValidationException',
    fault: 'client',
    anthropic: { status: 501, type: 'not_supported', isFinal: true },
  },
  'request-loop': { status: 400, exception: 'ValidationException', fault: 'proxy' },
  'too-many-requests': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy', openai: OVERLOADED },
  'too-many-bytes': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy', openai: OVERLOADED },
  'too-many-files': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy', openai: OVERLOADED },
  'policy-refused': { status: 403, exception: 'AccessDeniedException', fault: 'proxy', anthropic: DENIED },
  'credentials-required': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'no-credentials': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'client-session-refused': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'client-session-unavailable': { status: 503, exception: 'ServiceUnavailableException', fault: 'upstream' },
  'upstream-malformed': { status: 424, exception: 'ModelErrorException', fault: 'upstream' },
  'upstream-untrusted': { status: 424, exception: 'FailedDependencyException', fault: 'proxy' },
  'outbound-proxy-refused': { status: 424, exception: 'FailedDependencyException', fault: 'proxy' },
  'outbound-proxy-failed': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy' },
  'upstream-timeout': { status: 408, exception: 'ModelTimeoutException', fault: 'upstream' },
  'upstream-unreachable': { status: 503, exception: 'ServiceUnavailableException', fault: 'upstream' },
  internal: { status: 500, exception: 'InternalServerException', fault: 'proxy' },
} as const satisfies Record<string, ErrorRow>

/** Stable name of an error of this proxy; it appears in the log and the metrics. */
export type ErrorCode = keyof typeof ERRORS

type ErrorFacts = { readonly cause?: unknown; readonly attempts?: number; readonly retryAfterSeconds?: number }

/** An error that this proxy answers itself. The message is one sentence on what happened and one on what to do, printable and without secrets. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  readonly code: ErrorCode
  /** How many times the request had been sent upstream. */
  readonly attempts: number
  /** When the same request may succeed, in whole seconds; undefined where time alone does not help. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: ErrorFacts = {}) {
    super(withoutSecrets(printable(message)), options)
    this.code = code
    this.attempts = options.attempts ?? 0
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The error as a ProxyError; whatever was not foreseen becomes `internal`, and its own message stays out of the answer. */
export function toProxyError(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error
  return new ProxyError('internal', wordUnforeseen(error), { cause: error })
}

/** An HTTP answer in the making; `headers` are what it says beside its body. */
export type ErrorAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The HTTP answer that tells the client of an error, in the dialect of the API it called. */
export function errorAnswer(error: ProxyError, dialect: ErrorDialect): ErrorAnswer {
  const row: ErrorRow = ERRORS[error.code]
  const manner = (dialect === 'aws' ? undefined : row[dialect]) ?? {}
  const { status = row.status, type = anthropicErrorType(status), code = row.exception } = manner
  return {
    status,
    headers: {
      'x-amzn-errortype': row.exception,
      ...row.headers,
      ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(error.retryAfterSeconds) }),
      ...(manner.isFinal && { 'x-should-retry': 'false' }),
    },
    body: JSON.stringify(vendorBody(dialect, { message: error.message, type, code })),
  }
}

function vendorBody(dialect: ErrorDialect, { message, type, code }: VendorError): object {
  switch (dialect) {
    case 'aws':
      return { message }
    case 'openai':
      return { error: { message, type, param: null, code } }
    case 'anthropic':
      return anthropicError(type, message)
  }
}

type VendorError = Readonly<Record<'message' | 'type' | 'code', string>>

/** What AWS says of a request, in the words of the API that the client called: its message under a type by the status. */
export function awsErrorInDialect(
  { status, exception, message }: { readonly status: number; readonly exception: string; readonly message: string },
  dialect: ErrorDialect,
): object {
  return vendorBody(dialect, { message, type: anthropicErrorType(status), code: exception })
}

/** An error in the shape of Anthropic's API, as an answer or as an event of a stream. */
export function anthropicError(type: string, message: string): object {
  return { type: 'error', error: { type, message } }
}

/** The kind of error that a status stands for, as Anthropic names it, and OpenAI where a client looks at it. */
export function anthropicErrorType(status: number): string {
  return VENDOR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
}

const VENDOR_TYPES: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  424: 'api_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
}
