import type { ErrorDialect } from '../bedrock/errors.ts'
import { type Answer, jsonAnswer } from './answer.ts'

type RefusalRow = {
  readonly status: number
  readonly exception: string
  /** AWS's words; `{subject}` stands for what the request named. */
  readonly message: string
}

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
    message: "The model '{subject}' does not exist.",
  },
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
  },
  'incomplete-signature': { status: 403, exception: 'IncompleteSignatureException', message: '{subject}' },
  'unknown-client': {
    status: 403,
    exception: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  'wrong-scope': {
    status: 403,
    exception: 'InvalidSignatureException',
    message: 'Credential should be scoped to {subject}.',
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

/** Name of a row of REFUSALS. */
export type RefusalCode = keyof typeof REFUSALS

/** A request that the simulator refuses; the code fixes status, exception and words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: RefusalCode,
    subject = '',
  ) {
    super(REFUSALS[code].message.replace('{subject}', () => subject))
  }
}

/** The answer that tells of an error, in the dialect of the API that was called. Whatever is no Refusal is a 500. */
export function refusalAnswer(error: unknown, dialect: ErrorDialect): Answer {
  const refusal = error instanceof Refusal ? error : new Refusal('internal', String(error))
  const { status, exception } = REFUSALS[refusal.code]
  const headers = { 'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/com.amazon.bedrock/` }
  return jsonAnswer(BODIES[dialect](refusal.message, exception), { status, headers })
}

const BODIES: Record<ErrorDialect, (message: string, exception: string) => object> = {
  aws: (message) => ({ message }),
  openai: (message, exception) => ({ error: { message, type: 'invalid_request_error', param: null, code: exception } }),
  anthropic: (message) => ({ type: 'error', error: { type: 'invalid_request_error', message } }),
}
