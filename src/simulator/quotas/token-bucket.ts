/** A quota that refills evenly: AWS does not say how its minutes begin and end. */
export type TokenBucket = {
  /** Takes so much, or nothing where there is not so much. */
  take(amount: number): boolean
  /** Gives back what was not used; a negative amount is what was used beyond what was taken. */
  give(amount: number): void
}

/** A full bucket that refills from nothing within `periodMs`. */
export function createTokenBucket(capacity: number, periodMs: number, now: () => number): TokenBucket {
  let level = capacity
  let at = now()
  const refill = () => {
    const moment = now()
    level = Math.min(capacity, level + (Math.max(0, moment - at) * capacity) / periodMs)
    at = moment
  }
  return {
    take(amount) {
      refill()
      if (amount > level) return false
      level -= amount
      return true
    },
    give(amount) {
      refill()
      level = Math.min(capacity, level + amount)
    },
  }
}
