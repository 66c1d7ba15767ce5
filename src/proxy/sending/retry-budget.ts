/** How often requests may be sent again to another place: whoever is throttled is not to be sent twice the traffic. */
export type RetryBudget = {
  /** One more request has come. */
  count(): void
  /** Takes one retry; false where there is none left. */
  take(): boolean
}

const MINUTE_MS = 60_000
const SLOT_MS = 1_000
const SLOTS = MINUTE_MS / SLOT_MS
/** Few requests are no reason to help none of them. */
const ALWAYS_A_MINUTE = 3
const REQUESTS_FOR_ONE = 10

/** At most one retry for ten requests of the last minute, but always three a minute. */
export function createRetryBudget(now = Date.now): RetryBudget {
  const requests = createMinuteCount(now)
  let retriedAt: number[] = []
  return {
    count: requests.add,
    take() {
      const since = now() - MINUTE_MS
      retriedAt = retriedAt.filter((at) => at > since)
      if (retriedAt.length >= Math.max(ALWAYS_A_MINUTE, Math.floor(requests.sum() / REQUESTS_FOR_ONE))) return false
      retriedAt.push(now())
      return true
    },
  }
}

/** Counts by the second, and none that is older than a minute. */
function createMinuteCount(now: () => number) {
  const counts = new Uint32Array(SLOTS)
  const seconds = new Float64Array(SLOTS)
  const slot = () => {
    const second = Math.floor(now() / SLOT_MS)
    const at = second % SLOTS
    if (seconds[at] !== second) counts[at] = 0
    seconds[at] = second
    return at
  }
  return {
    add() {
      const at = slot()
      counts[at] = (counts[at] as number) + 1
    },
    sum() {
      const oldest = Math.floor(now() / SLOT_MS) - SLOTS
      return counts.reduce((sum, count, at) => sum + ((seconds[at] as number) > oldest ? count : 0), 0)
    },
  }
}
