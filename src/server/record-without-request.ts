import { ERRORS, type ErrorCode } from '../bedrock/errors.ts'
import type { RequestRecord } from '../telemetry/request-record.ts'

/** What is told of an error where there was no request, or where nothing else of it is certain. */
export function recordWithoutRequest(
  code: ErrorCode,
  facts: Pick<RequestRecord, 'requestId' | 'region' | 'responseBytes' | 'why'>,
): RequestRecord {
  const { status, fault } = ERRORS[code]
  return { ...NO_REQUEST, ...facts, status, error: code, fault }
}

const NO_REQUEST = { operation: '-', ending: 'answered-here', attempts: 0, totalMs: 0, requestBytes: 0 } as const
