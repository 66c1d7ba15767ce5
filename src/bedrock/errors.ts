/** How an error is worded for the client: AWS's JSON, or the JSON of the vendor API that Bedrock imitates. */
export type ErrorDialect = 'aws' | 'openai' | 'anthropic'

type ErrorRow = {
  /** HTTP status. A 4xx wherever a retry cannot help, because the SDKs retry 5xx. */
  readonly status: number
  /** AWS's exception name, sent in `x-amzn-errortype`. */
  readonly exception: string
  /** Whose move it is: the caller's request, this proxy's configuration, or Bedrock's side of the wire. */
  readonly fault: 'client' | 'proxy' | 'upstream'
}

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
  'expectation-failed': { status: 417, exception: 'ExpectationFailedException', fault: 'client' },
  'unsupported-media-type': { status: 415, exception: 'UnsupportedMediaTypeException', fault: 'client' },
  'foreign-host': { status: 403, exception: 'AccessDeniedException', fault: 'client' },
  'foreign-origin': { status: 403, exception: 'AccessDeniedException', fault: 'client' },
  'client-token': { status: 403, exception: 'UnrecognizedClientException', fault: 'client' },
  'client-signature': { status: 403, exception: 'InvalidSignatureException', fault: 'client' },
  'client-quota': { status: 429, exception: 'ThrottlingException', fault: 'client' },
  'request-loop': { status: 400, exception: 'ValidationException', fault: 'proxy' },
  'too-many-requests': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy' },
  'too-many-bytes': { status: 503, exception: 'ServiceUnavailableException', fault: 'proxy' },
  'policy-refused': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'credentials-required': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'no-credentials': { status: 403, exception: 'AccessDeniedException', fault: 'proxy' },
  'upstream-malformed': { status: 424, exception: 'ModelErrorException', fault: 'upstream' },
  'upstream-untrusted': { status: 424, exception: 'FailedDependencyException', fault: 'proxy' },
  'upstream-timeout': { status: 408, exception: 'ModelTimeoutException', fault: 'upstream' },
  'upstream-unreachable': { status: 503, exception: 'ServiceUnavailableException', fault: 'upstream' },
  internal: { status: 500, exception: 'InternalServerException', fault: 'proxy' },
} as const satisfies Record<string, ErrorRow>

/** Stable name of an error of this proxy; it appears in the log and the metrics. */
export type ErrorCode = keyof typeof ERRORS

/** An error that this proxy answers itself. The message is one sentence on what happened and one on what to do. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  /** How many times the request had been sent upstream. */
  readonly attempts: number
  /** When the same request may succeed, in whole seconds; undefined where time alone does not help. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly attempts?: number; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, options)
    this.attempts = options.attempts ?? 0
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The error as a ProxyError; whatever was not foreseen becomes `internal`, and its own message stays out of the answer. */
export function toProxyError(error: unknown): ProxyError {
  if (error instanceof ProxyError) return error
  return new ProxyError('internal', 'The proxy failed on this request. Its log has the details.', { cause: error })
}

/** The HTTP answer that tells the client of an error, in the dialect of the API it called. */
export function errorAnswer(
  error: ProxyError,
  dialect: ErrorDialect,
): { status: number; exception: string; body: string } {
  const { status, exception } = ERRORS[error.code]
  return { status, exception, body: JSON.stringify(BODIES[dialect](error.message, status, exception)) }
}

const BODIES: Record<ErrorDialect, (message: string, status: number, exception: string) => object> = {
  aws: (message) => ({ message }),
  openai: (message, status, exception) => ({
    error: { message, type: vendorType(status), param: null, code: exception },
  }),
  anthropic: (message, status) => anthropicError(anthropicErrorType(status), message),
}

/** An error in the shape of Anthropic's API, as an answer or as an event of a stream. */
export function anthropicError(type: string, message: string): object {
  return { type: 'error', error: { type, message } }
}

/** Anthropic's name for the kind of error that a status stands for. */
export function anthropicErrorType(status: number): string {
  return vendorType(status)
}

/** OpenAI and Anthropic name their error types alike where a client looks at them. */
function vendorType(status: number): string {
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
