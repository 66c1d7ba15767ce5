/** The time as AWS has it: signatures that are more than five minutes off are refused. */
export type Clock = {
  now(): Date
  /**
   * Takes over the time of a `date` response header where this machine's is far from it; true where that changed the clock,
   * so that a signature made now has a better chance.
   */
  correct(date: string | undefined): boolean
}

/** The `date` header has whole seconds and was written some time ago; below this nothing is wrong. */
const TOLERANCE_MS = 60_000

/** This machine's clock, right until AWS says otherwise. */
export function createClock(machineNow = Date.now): Clock {
  let offsetMs = 0
  return {
    now: () => new Date(machineNow() + offsetMs),
    correct(date = '') {
      const offBy = Date.parse(date) - (machineNow() + offsetMs)
      if (!(Math.abs(offBy) > TOLERANCE_MS)) return false
      offsetMs += offBy
      return true
    },
  }
}
