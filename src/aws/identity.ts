import { ProxyError } from '../bedrock/errors.ts'
import { createBearerAuth } from './authenticate.ts'
import { refuseStream } from './authenticate-stream.ts'
import { type Clock, createClock } from './clock.ts'
import { createCredentialSource } from './credential-source.ts'
import type { CredentialEvents, CredentialLookup, CredentialSource, Credentials, KnownTrouble } from './credentials.ts'
import { troubleOf } from './sign-in/credential-troubles.ts'
import { isUsable } from './sign-in/usable-credentials.ts'
import { type Signer, signWith } from './signer.ts'

/** Who the proxy is to AWS. */
export type Identity = Signer & {
  /** Rejects with ProxyError `no-credentials` where there is nothing to authenticate with. */
  check(): Promise<void>
  /** What is wrong with the credentials as far as is known; looks nothing up. */
  trouble(): Promise<KnownTrouble>
  /** Looks nothing up any more of its own accord. */
  stop(): void
  /** With what it signs, for whoever is to sign with sessions that are opened by it; undefined for an API key. */
  readonly own: { readonly credentials: CredentialSource; readonly clock: Clock } | undefined
}

/** What an identity is made of. */
export type IdentityOptions = {
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: () => Promise<Credentials>
  /** Where nothing is known of failures, their kind is `unknown`. */
  readonly explainFailure?: CredentialLookup['explain'] | undefined
  readonly credentialEvents?: CredentialEvents | undefined
}

/** The identity that signs: an API key where the environment has one, else credentials of the places where the SDKs look. */
export function createIdentity({
  bearerToken,
  loadCredentials: load,
  explainFailure: explain = notExplained,
  credentialEvents: events,
}: IdentityOptions): Identity {
  if (bearerToken) return bearerIdentity(bearerToken.trim())
  const credentials = createCredentialSource({ load, explain, ...(events && { events }) })
  const clock = createClock()
  return {
    ...signWith(credentials, clock, 'proxy'),
    check: async () => void (await credentials.get()),
    trouble: credentials.trouble,
    stop: credentials.stop,
    own: { credentials, clock },
  }
}

/** An API key is what it is: nothing renews it. */
function bearerIdentity(token: string): Identity {
  const trouble = isUsable(token) ? undefined : troubleOf('unusable-value', { variable: 'AWS_BEARER_TOKEN_BEDROCK' })
  const check = async () => {
    if (trouble) throw new ProxyError('no-credentials', trouble.message)
  }
  const authenticate = createBearerAuth(token)
  return {
    signsAs: 'proxy',
    inRegion: () => (trouble ? () => check().then(() => ({})) : authenticate),
    streamInRegion: () => refuseStream,
    check,
    trouble: async () => trouble,
    invalidate: () => undefined,
    correctClock: () => false,
    stop: () => undefined,
    own: undefined,
  }
}

async function notExplained() {
  return { trouble: troubleOf('unknown', {}), files: [] }
}
