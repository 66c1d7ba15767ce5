import type { Agent } from 'node:http'
import type { EndpointVariant } from './endpoints.ts'
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
export type LoadCredentials = (createAgent?: () => Agent) => Promise<Credentials>

/** Whose credentials are looked for. */
export type CredentialOwner = {
  /** The profile that somebody has chosen. */
  readonly profile: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where STS is asked for a role, unless the environment or the profile says another Region. */
  readonly region: string
  /** Which hosts of STS and SSO. */
  readonly variant?: Partial<EndpointVariant>
}

/** The role that a client's requests are signed with. */
export type ClientRole = {
  readonly roleArn: string
  readonly externalId?: string
  /** Session tags beside `client`. */
  readonly tags: ReadonlyMap<string, string>
}

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
  /** False where nobody waits for it but requests. */
  readonly retriesByItself?: boolean
  readonly events?: CredentialEvents
  readonly now?: () => number
}

/** What is known to be wrong: undefined for nothing, `not-known-yet` before the first lookup has ended. */
export type KnownTrouble = CredentialTrouble | 'not-known-yet' | undefined

/** Where credentials come from, kept and refreshed. */
export type CredentialSource = {
  /**
   * Credentials that are still good: at once where they are at hand, else a promise, which may reject with ProxyError
   * `no-credentials`.
   */
  get(): Credentials | Promise<Credentials>
  /** What is wrong as far as is known; looks nothing up. Waits a moment for a lookup that is under way. */
  trouble(): Promise<KnownTrouble>
  /** Forgets what is kept, because AWS called it expired or unknown; the next `get` loads again. Does so once in some seconds. */
  invalidate(): void
  /** Looks nothing up any more of its own accord. */
  stop(): void
}
