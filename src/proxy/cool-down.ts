/** Whether a request that Bedrock throttles is sent once more, under another ID that the policy allows. */
export type Failover = 'off' | 'throttling'

/** IDs that Bedrock asked to leave alone for a while. */
export type CoolDown = {
  /** Leaves an ID alone for as long as a `retry-after` header says, in seconds or as a date; not at all without one. */
  begin(id: string, retryAfter: string | undefined): void
  /** True while the ID is to be left alone. */
  isOn(id: string): boolean
}

/** A server may ask for hours; by then everything has changed. */
const MAX_COOL_DOWN_MS = 5 * 60_000
/** Far more than the IDs that anybody calls at once. */
const MAX_IDS = 500

/** Nothing cools down yet. */
export function createCoolDown(now = Date.now): CoolDown {
  const until = new Map<string, number>()
  return {
    begin(id, retryAfter) {
      const waitMs = Math.min(millisecondsOf(retryAfter, now()), MAX_COOL_DOWN_MS)
      if (!(waitMs > 0)) return
      if (until.size >= MAX_IDS) until.clear()
      until.set(id, now() + waitMs)
    },
    isOn(id) {
      const end = until.get(id)
      if (end === undefined) return false
      if (end > now()) return true
      until.delete(id)
      return false
    },
  }
}

/** RFC 9110 §10.2.3. */
function millisecondsOf(retryAfter = '', now: number): number {
  return /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
}
