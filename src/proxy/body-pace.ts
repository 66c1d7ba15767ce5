/** Before that a body may come as slowly as it likes, but for silence. */
const GRACE_MS = 30_000
/** What a body must come at in the long run: slower than a modem. */
export const MIN_BYTES_PER_SECOND = 1024

/** True for a body that has fallen behind the least pace: nobody holds memory by sending a byte now and then. */
export function isTooSlow(bytes: number, elapsedMs: number): boolean {
  return elapsedMs >= GRACE_MS + (bytes / MIN_BYTES_PER_SECOND) * 1000
}

/**
 * Calls back when the sockets have been read that have something to read. After a sleep of the machine timers come before sockets:
 * what has arrived meanwhile is read before anybody is judged.
 */
export function afterReading(judge: () => void): void {
  setImmediate(judge)
}
