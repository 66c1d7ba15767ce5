import type { Failover } from './cool-down.ts'
import { peekBody } from './peek-body.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/** What can be done about an answer of Bedrock's before the client has seen a byte of it. */
export type Remedy = 'next-candidate' | 'other-form' | 'failover'

type Row = {
  readonly remedy: Remedy
  readonly statuses: readonly number[]
  /** The words of the answer, whatever the exception around them: AWS has changed both, apostrophes included. */
  readonly says?: RegExp
  /** The only operations that can answer so. */
  readonly operations?: readonly string[]
}

/** The answers that a different identifier can mend. Never one that says who may do what, or that Bedrock itself failed. */
const ROWS: readonly Row[] = [
  {
    remedy: 'next-candidate',
    statuses: [400],
    says: /on-demand throughput isn.{1,3}t supported|model identifier is invalid/i,
  },
  {
    remedy: 'other-form',
    statuses: [400],
    says: /doesn.{1,3}t support counting tokens/i,
    operations: ['CountTokens', 'CountMessageTokens'],
  },
  { remedy: 'failover', statuses: [429, 503] },
]

/** The remedy for an answer, if there is any, and the answer with every byte that it had. */
export type Diagnosis = { readonly response: UpstreamResponse; readonly remedy: Remedy | undefined }

/** Far more than Bedrock's longest message. */
const MAX_MESSAGE_BYTES = 16 * 1024

/** Finds what can be done about an answer; looks into the body only where its status and operation make that worth it. */
export async function diagnoseRefusal(
  response: UpstreamResponse,
  operation: string,
  failover: Failover,
): Promise<Diagnosis> {
  const rows = ROWS.filter((row) => isPossible(row, response.status, operation, failover))
  if (rows.length === 0) return { response, remedy: undefined }
  if (rows.every(({ says }) => says === undefined)) return { response, remedy: rows[0]?.remedy }
  const { response: held, text } = await peekBody(response, MAX_MESSAGE_BYTES)
  return { response: held, remedy: rows.find(({ says }) => says === undefined || says.test(text))?.remedy }
}

function isPossible(row: Row, status: number, operation: string, failover: Failover): boolean {
  if (!row.statuses.includes(status)) return false
  if (row.operations && !row.operations.includes(operation)) return false
  return row.remedy !== 'failover' || failover === 'throttling'
}
