import type { TokenLimit } from '../../bedrock/advice-row.ts'
import { type Advice, adviseOn } from '../../bedrock/aws-advice.ts'
import { awsMessageIn } from '../../bedrock/aws-message.ts'
import type { Body } from '../body.ts'
import type { UpstreamResponse } from '../exchange.ts'
import type { Onlooker } from '../relay-response.ts'
import { tokenLimitOf } from './token-limit.ts'

/** Reads what AWS says while it is relayed. */
export type RefusalReader = Onlooker & {
  /** What it means; undefined until all of it has come, and for words that no row knows. */
  readonly advice: () => Advice | undefined
  /** Resolves when the request, which is long, has been looked into for the advice; undefined where nothing is awaited. */
  readonly pending?: Promise<unknown> | undefined
}

/** Far more than any sentence of AWS's. */
const MAX_BYTES = 16 * 1024

/** What reads a refusal of AWS's, and looks into the body of what was throttled; undefined for an answer that is no refusal. */
export function observeRefusal({ status }: Pick<UpstreamResponse, 'status'>, asked?: Body): RefusalReader | undefined {
  if (status < 400) return undefined
  let tokenLimit: TokenLimit | undefined
  const take = (limit: TokenLimit | undefined) => {
    tokenLimit = limit
  }
  const looked = status === 429 && asked ? tokenLimitOf(asked) : undefined
  const pending = looked instanceof Promise ? looked.then(take) : undefined
  if (!(looked instanceof Promise)) take(looked)
  const chunks: Buffer[] = []
  let size = 0
  return {
    onChunk(chunk) {
      if (size < MAX_BYTES) chunks.push(chunk)
      size += chunk.byteLength
    },
    pending,
    advice() {
      if (size > MAX_BYTES) return undefined
      return adviseOn(
        status,
        awsMessageIn(Buffer.concat(chunks).toString()),
        tokenLimit === undefined ? {} : { tokenLimit },
      )
    },
  }
}
