import type { Agent } from 'node:http'
import { createBackgroundRetry } from './background-retry.ts'
import { type CredentialFailures, createCredentialFailures } from './credential-failures.ts'
import { type KeptCredentials, keepCredentials } from './kept-credentials.ts'
import { oneFlight, patientFlight, settledWithin } from './one-flight.ts'
import type { CredentialTrouble } from './sign-in/credential-troubles.ts'

/** AWS credentials. `expiration` is absent where they do not say when they end. */
export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/**
 * Reads credentials afresh from where they are kept; rejects where there are none. What has to be asked of AWS, such as
 * a role or an SSO session, goes over the agent that `createAgent` makes.
 */
export type LoadCredentials = (createAgent?: () => Promise<Agent>) => Promise<Credentials>

/** Why a lookup failed, and the files whose change may mend it. */
export type Explanation = { readonly trouble: CredentialTrouble; readonly files: readonly string[] }

/** A way to credentials, and what it means where that fails: with an error of `load`, or a FlightOverdue. */
export type CredentialLookup = {
  readonly load: LoadCredentials
  readonly explain: (error: unknown) => Promise<Explanation>
}

/** What becomes of the credentials while the proxy runs, each told once per change. */
export type CredentialEvents = {
  /** `until` is when the old ones end that serve on; undefined where there are none. */
  onTrouble(trouble: CredentialTrouble, until: Date | undefined): void
  /** Credentials are there again. */
  onRecovered(): void
}

/** What a source of credentials is made of. */
export type CredentialSourceOptions = {
  readonly load: () => Promise<Credentials>
  readonly explain: CredentialLookup['explain']
  readonly events?: CredentialEvents
  readonly now?: () => number
}

/** What is known to be wrong: undefined for nothing, `not-known-yet` before the first lookup has ended. */
export type KnownTrouble = CredentialTrouble | 'not-known-yet' | undefined

/** Where credentials come from, kept and refreshed. */
export type CredentialSource = {
  /**
   * Credentials that are still good.
   * @throws ProxyError `no-credentials`
   */
  get(): Promise<Credentials>
  /** What is wrong as far as is known; looks nothing up. Waits a moment for a lookup that is under way. */
  trouble(): Promise<KnownTrouble>
  /** Forgets what is kept, because AWS called it expired or unknown; the next `get` loads again. Does so once in some seconds. */
  invalidate(): void
  /** Looks nothing up any more of its own accord. */
  stop(): void
}

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
  const { renew, latest, stop } = createRenewal(options.load, kept, failures)
  return {
    async get() {
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
function createRenewal(load: CredentialSourceOptions['load'], kept: KeptCredentials, failures: CredentialFailures) {
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
      retry.schedule()
      throw await failures.note(cause, kept.valid()?.expiration)
    })
  })
  const renew = () => {
    latest = renewOnce()
    return latest
  }
  return { renew, latest: () => latest, stop: retry.stop }
}
