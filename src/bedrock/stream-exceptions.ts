import { anthropicErrorType } from './errors.ts'

/** The exceptions of a response stream of bedrock-runtime, by the status that the same fault has before a stream begins. */
const STATUSES: Readonly<Record<string, number>> = {
  internalServerException: 500,
  modelStreamErrorException: 424,
  modelTimeoutException: 408,
  serviceUnavailableException: 503,
  throttlingException: 429,
  validationException: 400,
}

/** Anthropic's name for the kind of an exception that Bedrock sends in mid-stream. */
export function anthropicTypeOfException(exception: string): string {
  return anthropicErrorType((Object.hasOwn(STATUSES, exception) && STATUSES[exception]) || 500)
}
