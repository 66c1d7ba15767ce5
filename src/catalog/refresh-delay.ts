/** A new profile is found within the hour, without a restart. */
const INTERVAL_MS = 60 * 60_000
/** After a failure it is tried again sooner: `aws sso login` may have been all that was missing. */
const FIRST_RETRY_MS = 60_000
/** Either way, so that many proxies that started together do not ask together for ever. */
const JITTER = 0.1

/**
 * Milliseconds until AWS is asked again: about an hour after a success; about a minute after a failure, twice as long
 * after each further one in a row, up to an hour. `chance` is between 0 and 1.
 */
export function refreshDelayMs(failuresInARow: number, chance: number): number {
  const delayMs = failuresInARow === 0 ? INTERVAL_MS : FIRST_RETRY_MS * 2 ** (failuresInARow - 1)
  return Math.min(delayMs, INTERVAL_MS) * (1 + JITTER * (2 * chance - 1))
}
