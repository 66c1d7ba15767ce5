import type { ErrorDialect } from '../bedrock/errors.ts'

/** One thing that Bedrock refuses. */
export type RefusalRow = {
  readonly status: number
  readonly exception: string
  /** AWS's words; `{subject}` stands for what the request named. */
  readonly message: string
  /** The name of the member that has the words, where it is not `message`: IAM writes it in upper case. */
  readonly member?: 'Message'
  /** What a route of a vendor's API says itself, in that API's own form and without AWS's header. */
  readonly own?: Readonly<Partial<Record<ErrorDialect, (message: string) => object>>>
}

/** An error object of OpenAI's API. */
export const openAiError = (type: string, code: string) => (message: string) => ({
  error: { message, type, param: null, code },
})

/** An error object of Anthropic's API. */
export const anthropicError = (type: string) => (message: string) => ({ type: 'error', error: { type, message } })

/** What Bedrock answers to requests it does not serve, in its own words (the right single quote of the first row included). */
export const REFUSALS = {
  'profile-required': {
    status: 400,
    exception: 'ValidationException',
    message:
      'Invocation of model ID {subject} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  },
  'provisioned-only': {
    status: 400,
    exception: 'ValidationException',
    message: "The provided model doesn't support on-demand throughput.",
  },
  'invalid-identifier': {
    status: 400,
    exception: 'ValidationException',
    message: 'The provided model identifier is invalid.',
  },
  'no-mantle-model': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message: "The model '{subject}' does not exist",
    // Source: litellm#39846 (2026-08); of Messages, Anthropic's API.
    own: {
      openai: openAiError('invalid_request_error', 'not_found_error'),
      anthropic: anthropicError('not_found_error'),
    },
  },
  'no-model-on-route': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message: "The model doesn't exist or doesn't support this API. Retry your request with a different model ID.",
    // Source: bedrock-access-gateway#185.
    own: { openai: openAiError('not_found_error', 'model_not_found') },
  },
  'no-application-profile': {
    status: 400,
    exception: 'ValidationException',
    // Source: openai/codex#46381.
    message: 'Application inference profiles are not supported by this API.',
  },
  'refused-body': { status: 400, exception: 'ValidationException', message: '{subject}' },
  'extraneous-key': {
    status: 400,
    exception: 'ValidationException',
    message:
      'Malformed input request: #: extraneous key [{subject}] is not permitted, please reformat your input and try again.',
  },
  'missing-key': {
    status: 400,
    exception: 'ValidationException',
    message:
      'Malformed input request: #: required key [{subject}] not found, please reformat your input and try again.',
  },
  'no-token-counting': {
    status: 400,
    exception: 'ValidationException',
    message: "The provided model doesn't support counting tokens.",
  },
  'malformed-body': {
    status: 400,
    exception: 'ValidationException',
    message: 'Malformed input request, please reformat your input and try again.',
  },
  'invalid-parameter': { status: 400, exception: 'ValidationException', message: 'Invalid value for {subject}.' },
  'end-of-life': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message:
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  },
  'no-such-model': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message: 'The foundation model {subject} was not found.',
  },
  'no-such-resource': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message: 'The resource {subject} was not found.',
  },
  'no-such-profile': {
    status: 404,
    exception: 'ResourceNotFoundException',
    message: 'The inference profile {subject} was not found.',
  },
  'unknown-operation': { status: 404, exception: 'UnknownOperationException', message: 'Unknown operation {subject}.' },
  'http2-required': { status: 400, exception: 'ValidationException', message: '{subject} is served over HTTP/2 only.' },
  'no-key-for-stream': {
    status: 403,
    exception: 'AccessDeniedException',
    message: 'Authentication failed: API Keys are not supported for this operation.',
    member: 'Message',
  },
  'no-end': {
    status: 400,
    exception: 'ValidationException',
    message: 'The event stream ended without its last, empty event.',
  },
  'missing-authentication': {
    status: 403,
    exception: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  'invalid-api-key': {
    status: 403,
    exception: 'AccessDeniedException',
    message: 'Authentication failed: Please make sure your API Key is valid.',
    member: 'Message',
  },
  'incomplete-signature': { status: 403, exception: 'IncompleteSignatureException', message: '{subject}' },
  'unknown-client': {
    status: 403,
    exception: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  'expired-token': {
    status: 403,
    exception: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  'wrong-scope': {
    status: 403,
    exception: 'InvalidSignatureException',
    message: 'Credential should be scoped to {subject}.',
  },
  // Source: ai-dial-adapter-bedrock#371; of the day, AWS's page on quotas. No retry-after, no word about rates.
  'too-many-tokens': {
    status: 429,
    exception: 'ThrottlingException',
    message: 'Too many tokens, please wait before trying again.',
  },
  'too-many-tokens-a-day': {
    status: 429,
    exception: 'ThrottlingException',
    message: 'Too many tokens per day, please wait before trying again.',
  },
  'too-many-requests': {
    status: 429,
    exception: 'ThrottlingException',
    message: 'Too many requests, please wait before trying again.',
  },
  'wrong-time': { status: 403, exception: 'InvalidSignatureException', message: '{subject}' },
  'wrong-signature': {
    status: 403,
    exception: 'InvalidSignatureException',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  internal: { status: 500, exception: 'InternalServerException', message: 'The simulator failed: {subject}' },
} as const satisfies Record<string, RefusalRow>
