import type { Agent } from 'node:http'
import { ProxyError } from '../bedrock/errors.ts'
import { oneFlight } from './one-flight.ts'

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

/** Where credentials come from, kept and refreshed. */
export type CredentialSource = {
  /**
   * Credentials that are still good.
   * @throws ProxyError `no-credentials`
   */
  get(): Promise<Credentials>
  /** Forgets what is kept, because AWS called it expired or unknown; the next `get` loads again. */
  invalidate(): void
}

/** Credentials are replaced this long before they expire, as the AWS SDKs do. */
const REFRESH_AHEAD_MS = 5 * 60_000
/** A lookup that takes longer has failed: a credential process may wait for somebody to type, and all requests with it. */
const LOOKUP_TIMEOUT_MS = 60_000

/**
 * Keeps credentials and refreshes them before they expire, one flight at a time. While a refresh ahead of time is under
 * way, or fails, the old ones serve on until they expire.
 */
export function createCredentialSource(
  load: () => Promise<Credentials>,
  hint: string,
  now = Date.now,
): CredentialSource {
  let kept: Credentials | undefined
  const refresh = oneFlight(async () => {
    kept = await inTime(load())
    return kept
  })
  const millisecondsLeft = () => (kept ? (kept.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now() : 0)

  return {
    async get() {
      const left = millisecondsLeft()
      if (kept && left > REFRESH_AHEAD_MS) return kept
      const refreshed = refresh().catch((error: unknown) => {
        throw noCredentials(error, hint)
      })
      if (!kept || left <= 0) return refreshed
      refreshed.catch(() => undefined)
      return kept
    },
    invalidate() {
      kept = undefined
    },
  }
}

function inTime(lookup: Promise<Credentials>): Promise<Credentials> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The lookup did not end in time.')), LOOKUP_TIMEOUT_MS).unref()
  })
  return Promise.race([lookup, timeout]).finally(() => clearTimeout(timer))
}

/** The provider's own words stay out of the message: a credential process may print secrets. */
function noCredentials(cause: unknown, hint: string): ProxyError {
  const isSso = cause instanceof Error && /\bsso\b/i.test(cause.message)
  const what = isSso ? 'The AWS SSO session has ended or was never opened.' : 'The proxy found no AWS credentials.'
  return new ProxyError('no-credentials', `${what} ${hint}`, { cause })
}

/** What to do about missing credentials, for a profile of the shared config files or for none. */
export function credentialHint(profile: string | undefined): string {
  const login = profile ? `aws sso login --profile ${profile}` : 'aws sso login'
  return `Run \`${login}\`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or AWS_BEARER_TOKEN_BEDROCK where the proxy runs.`
}
