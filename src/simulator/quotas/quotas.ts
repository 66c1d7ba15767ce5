import { Refusal } from '../refusals.ts'
import { burnOf } from './burn-rates.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** What has a quota of its own: a profile, or a model on demand, as one source Region has it at one endpoint. */
export type QuotaOwner = { readonly endpoint: 'runtime' | 'mantle'; readonly region: string; readonly profile: string }

/** Without a limit: as much as anybody likes. */
export type QuotaLimits = {
  readonly tokensPerMinute?: (owner: QuotaOwner) => number
  readonly requestsPerMinute?: (owner: QuotaOwner) => number
  /** Over all models of the account in a Region. */
  readonly tokensPerDay?: number
}

/** What a request takes at its start. */
export type Demand = {
  readonly owner: QuotaOwner
  /** The foundation model ID, as far as it is known: models burn at different rates. */
  readonly modelId: string
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** What the request sets as the limit of its answer. */
  readonly maxTokens: number | undefined
}

/** Tells how many tokens an answer had, once it has ended. */
export type Settle = (outputTokens: number) => void

/** Quotas as AWS keeps them. */
export type Quotas = {
  /** @throws Refusal where there is not enough left */
  reserve(demand: Demand): Settle
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Full quotas. At the start of a request its input, what it reads from and writes into the cache, and its limit are taken; at
 * the end that becomes input, cache writes and the output at the model's rate.
 * Source: AWS's user guide, "How tokens are counted in Amazon Bedrock" (2026-11).
 */
export function createQuotas(limits: QuotaLimits, now: () => number): Quotas {
  const perMinute = bucketsOf(limits.tokensPerMinute, MINUTE_MS, now)
  const requests = bucketsOf(limits.requestsPerMinute, MINUTE_MS, now)
  const perDay = bucketsOf(limits.tokensPerDay === undefined ? undefined : () => limits.tokensPerDay ?? 0, DAY_MS, now)
  return {
    reserve(demand) {
      const { owner, inputTokens, cacheWriteTokens, cacheReadTokens, modelId } = demand
      const { burn, maxOutputTokens } = burnOf(modelId)
      const input = inputTokens + cacheWriteTokens
      const reserved = input + cacheReadTokens + (demand.maxTokens ?? maxOutputTokens)
      const [minute, day] = [perMinute(owner), perDay({ ...owner, profile: '' })]
      if (!requests(owner).take(1)) throw new Refusal('too-many-requests')
      if (!minute.take(reserved)) throw new Refusal('too-many-tokens')
      if (!day.take(reserved)) {
        minute.give(reserved)
        throw new Refusal('too-many-tokens-a-day')
      }
      return (outputTokens) => {
        const unused = reserved - (input + outputTokens * burn)
        minute.give(unused)
        day.give(unused)
      }
    },
  }
}

const BOTTOMLESS: TokenBucket = { take: () => true, give: () => undefined }

function bucketsOf(
  capacityOf: ((owner: QuotaOwner) => number) | undefined,
  periodMs: number,
  now: () => number,
): (owner: QuotaOwner) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (owner) => {
    if (!capacityOf) return BOTTOMLESS
    const key = `${owner.endpoint} ${owner.region} ${owner.profile}`
    const bucket = buckets.get(key) ?? createTokenBucket(capacityOf(owner), periodMs, now)
    buckets.set(key, bucket)
    return bucket
  }
}
