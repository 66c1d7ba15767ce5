import type { Fault } from './faults.ts'

/**
 * What the runtime answers on its bad days, in AWS's words and with AWS's headers: no `retry-after`, nothing about rates.
 * Source: ai-dial-adapter-bedrock#371, SCP examples#26, the service model's exceptions. Adding one is adding a row.
 */
export const RUNTIME_TROUBLES = {
  throttled: refusal(429, 'ThrottlingException', 'Too many tokens, please wait before trying again.'),
  'too-many-requests': refusal(429, 'ThrottlingException', 'Too many requests, please wait before trying again.'),
  'tokens-of-the-day': refusal(429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'),
  'not-ready': refusal(
    429,
    'ModelNotReadyException',
    'Model is not ready for inference. Wait and try your request again.',
  ),
  busy: refusal(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'),
  failing: refusal(
    500,
    'InternalServerException',
    'The system encountered an unexpected error during processing. Try your request again.',
  ),
  'timed-out': refusal(
    408,
    'ModelTimeoutException',
    'Model has timed out in processing the request. Try your request again.',
  ),
  /** IAM writes its member in upper case. */
  denied: refusal(
    403,
    'AccessDeniedException',
    'User: arn:aws:sts::123456789012:assumed-role/proxy/session is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-sonnet-4-6 because no identity-based policy allows the bedrock:InvokeModel action',
    'Message',
  ),
  'too-long': refusal(400, 'ValidationException', 'Input is too long for requested model.'),
  legacy: refusal(
    404,
    'ResourceNotFoundException',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock.',
  ),
} as const satisfies Record<string, Fault>

/** Name of a row of RUNTIME_TROUBLES. */
export type RuntimeTrouble = keyof typeof RUNTIME_TROUBLES

function refusal(status: number, exception: string, message: string, key: 'message' | 'Message' = 'message'): Fault {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': `${exception}:http://internal.amazon.com/` }
  return { kind: 'status', status, headers, body: JSON.stringify({ [key]: message }) }
}
