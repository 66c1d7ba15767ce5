import { type Advice, adviceText, adviseOn } from '../../bedrock/aws-advice.ts'
import { awsMessageIn } from '../../bedrock/aws-message.ts'
import type { RequestRecord } from '../../telemetry/request-record.ts'
import type { UpstreamResponse } from '../exchange.ts'
import type { Onlooker } from '../relay-response.ts'

/** Reads what AWS says while it is relayed. */
export type RefusalReader = Onlooker & {
  /** What it means; undefined until all of it has come, and for words that no row knows. */
  readonly advice: () => Advice | undefined
}

/** Far more than any sentence of AWS's. */
const MAX_BYTES = 16 * 1024

/** What reads a refusal of AWS's; undefined for an answer that is none. */
export function observeRefusal({ status }: Pick<UpstreamResponse, 'status'>): RefusalReader | undefined {
  if (status < 400) return undefined
  const chunks: Buffer[] = []
  let size = 0
  return {
    onChunk(chunk) {
      if (size < MAX_BYTES) chunks.push(chunk)
      size += chunk.byteLength
    },
    advice: () => (size > MAX_BYTES ? undefined : adviseOn(status, awsMessageIn(Buffer.concat(chunks).toString()))),
  }
}

/** What a record tells of a refusal. */
export function toldBy(reader: RefusalReader | undefined): Pick<RequestRecord, 'refusal' | 'advice'> {
  const advice = reader?.advice()
  return advice === undefined ? {} : { refusal: advice.name, advice: adviceText(advice) }
}
