import { ERRORS, type ProxyError } from '../../bedrock/errors.ts'
import type { RequestRecord } from '../../telemetry/request-record.ts'

/** How a request ended. */
export type Ending = Pick<RequestRecord, 'status' | 'ending' | 'brokenBy' | 'usage' | 'attempts' | 'firstByteMs'> & {
  /** Of the answer. */
  readonly id: string
  readonly bytes: number
  /** The error of ours that is told. */
  readonly error?: ProxyError | undefined
}

/** What a record tells of an ending, but for its tokens. */
export function endingFields({ status, ending, brokenBy, attempts, bytes, error, firstByteMs }: Ending) {
  return {
    status,
    ending,
    brokenBy,
    attempts,
    responseBytes: bytes,
    error: error?.code,
    fault: error && ERRORS[error.code].fault,
    why: error?.message,
    firstByteMs,
  }
}
