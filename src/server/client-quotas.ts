import { type ErrorCode, ProxyError } from '../bedrock/errors.ts'
import { DayTokens } from './day-tokens.ts'

/** What each client may use; undefined for as much as it likes. */
export type Quota = {
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerDay?: number | undefined
}

/** The tokens of a finished request, as far as Bedrock told them. */
export type TokensUsed = {
  readonly client?: string | undefined
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  readonly cacheReadTokens?: number | undefined
  readonly cacheWriteTokens?: number | undefined
}

/** Holds every client to its quota. Clients without a name count as one. */
export type ClientQuotas = {
  /**
   * A client sends a request.
   * @throws ProxyError `client-quota`, `client-day-quota`
   */
  take(client: string | undefined): void
  /** A request has ended; what it used counts from here on. */
  spend(used: TokensUsed): void
}

/**
 * Requests come as they like up to a minute's worth at once, and then at the pace of the quota; tokens are counted anew from
 * midnight UTC, and the request that crosses the line is still answered. `days` has what was used before.
 */
export function createClientQuotas(
  { requestsPerMinute, tokensPerDay }: Quota,
  now = Date.now,
  days = new DayTokens(now),
): ClientQuotas {
  const paces = new Map<string, Pace>()
  return {
    take(client = '') {
      if (tokensPerDay !== undefined) checkDay(days, client, tokensPerDay, now)
      if (requestsPerMinute !== undefined) {
        paces.set(client, stepped(paces.get(client) ?? { emptyAtMs: 0 }, requestsPerMinute, now()))
      }
    },
    spend(used) {
      if (tokensPerDay !== undefined) days.spend(used.client ?? '', tokensIn(used))
    },
  }
}

/** What the prompt cache read and wrote is no part of the input. */
function tokensIn({ inputTokens = 0, outputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 }: TokensUsed) {
  return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens
}

/** A leaky bucket of a minute's requests, known by the moment at which it will have run empty. */
type Pace = { readonly emptyAtMs: number }

const MINUTE_MS = 60_000

function stepped({ emptyAtMs }: Pace, requestsPerMinute: number, nowMs: number): Pace {
  const next = Math.max(emptyAtMs, nowMs) + MINUTE_MS / requestsPerMinute
  const excessMs = next - nowMs - MINUTE_MS
  if (excessMs <= ROUNDING_MS) return { emptyAtMs: next }
  throw quotaReached(
    'client-quota',
    `${requestsPerMinute} requests per minute are all that this client may send. Slow down`,
    'requests-per-minute',
    excessMs,
  )
}

/** What the sums of sixtieths may be off by. */
const ROUNDING_MS = 0.001

function checkDay(days: DayTokens, client: string, tokensPerDay: number, now: () => number): void {
  if (days.usedBy(client) < tokensPerDay) return
  const { endsAtMs } = days
  throw quotaReached(
    'client-day-quota',
    `The ${tokensPerDay} tokens that this client may use in a day are used up. Wait until the day ends, at ${utc(endsAtMs)}`,
    'tokens-per-day',
    endsAtMs - now(),
  )
}

/** Midnight, without the milliseconds that it has not. */
function utc(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z')
}

function quotaReached(code: ErrorCode, sentence: string, setting: string, waitMs: number): ProxyError {
  return new ProxyError(code, `${sentence}, or raise --${setting}.`, {
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  })
}
