import { createBackgroundRetry } from './background-retry.ts'
import { type CredentialFailures, createCredentialFailures } from './credential-failures.ts'
import type { CredentialSource, CredentialSourceOptions, Credentials } from './credentials.ts'
import { type KeptCredentials, keepCredentials } from './kept-credentials.ts'
import { oneFlight, patientFlight, settledWithin } from './one-flight.ts'

/** A request waits no longer for a lookup: the clients of many languages give up after a minute, and never learn why. */
const LOOKUP_LIMIT_MS = 20_000
/** A probe waits no longer for a lookup that is under way. */
const PROBE_PATIENCE_MS = 500

/**
 * Keeps credentials and refreshes them before they expire, one lookup at a time. While a refresh ahead of time is under
 * way, or fails, the old ones serve on until they expire. A failure is remembered for some seconds; then the next request
 * looks again, or the source itself where nobody asks.
 */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  const { now = Date.now } = options
  const kept = keepCredentials(now)
  const failures = createCredentialFailures({ ...options, now })
  const { renew, latest, stop } = createRenewal(options, kept, failures)
  return {
    get() {
      const fresh = kept.fresh()
      if (fresh) return fresh
      const renewed = renew()
      const old = kept.valid()
      if (!old) return renewed
      renewed.catch(() => undefined)
      return old
    },
    async trouble() {
      await settledWithin(PROBE_PATIENCE_MS, latest())
      if (kept.valid()) return undefined
      return failures.latest() ?? (kept.wereFound() ? undefined : 'not-known-yet')
    },
    invalidate: kept.refuse,
    stop,
  }
}

/** Looks credentials up, unless a failure is remembered; one lookup at a time. */
function createRenewal(
  { load, retriesByItself = true }: CredentialSourceOptions,
  kept: KeptCredentials,
  failures: CredentialFailures,
) {
  let latest: Promise<Credentials> | undefined
  const retry = createBackgroundRetry(() => renew().catch(() => undefined))
  const lookup = patientFlight(LOOKUP_LIMIT_MS, async () => {
    const found = kept.take(await load())
    failures.clear()
    retry.cancel()
    return found
  })
  const renewOnce = oneFlight(async () => {
    const known = await failures.recall()
    if (known) throw known
    return lookup().catch(async (cause: unknown) => {
      if (retriesByItself) retry.schedule()
      throw await failures.note(cause, kept.valid()?.expiration)
    })
  })
  const renew = () => {
    latest = renewOnce()
    return latest
  }
  return { renew, latest: () => latest, stop: retry.stop }
}
