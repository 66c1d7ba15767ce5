import { ProxyError } from '../bedrock/errors.ts'
import { type Authenticate, createBearerAuth, createSigV4, type ServiceName } from './authenticate.ts'
import { type AuthenticateStream, createStreamSigV4, refuseStream } from './authenticate-stream.ts'
import { type Clock, createClock } from './clock.ts'
import { createCredentialSource } from './credential-source.ts'
import type { CredentialEvents, CredentialLookup, CredentialSource, Credentials, KnownTrouble } from './credentials.ts'
import { troubleOf } from './sign-in/credential-troubles.ts'
import { isUsable } from './sign-in/usable-credentials.ts'

/** Whom a request is signed as, whichever endpoint it goes to. */
export type Signer = {
  /** Whether these are the proxy's own credentials, or a session of the client that asks. */
  readonly signsAs: 'proxy' | 'client'
  /** What authenticates requests to a Region: its signatures are scoped to that Region and to a service, `bedrock` unless told. */
  inRegion(region: string, service?: ServiceName): Authenticate
  /** The same for the stream that runs both ways. Rejects with ProxyError `credentials-required` for an API key. */
  streamInRegion(region: string): AuthenticateStream
  /** To be called when AWS refused the credentials, so that they are read anew. */
  invalidate(): void
  /** To be called with the `date` of an answer that refused a signature; true where the clock was wrong and now is right. */
  correctClock(date: string | undefined): boolean
}

/** Who the proxy is to AWS. */
export type Identity = Signer & {
  /** Rejects with ProxyError `no-credentials` where there is nothing to authenticate with. */
  check(): Promise<void>
  /** What is wrong with the credentials as far as is known; looks nothing up. */
  trouble(): Promise<KnownTrouble>
  /** Looks nothing up any more of its own accord. */
  stop(): void
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
  }
}

/** What signs with credentials of a source, by a clock that all signatures share. */
export function signWith(
  credentials: Pick<CredentialSource, 'get' | 'invalidate'>,
  clock: Clock,
  signsAs: Signer['signsAs'],
): Signer {
  const signers = new Map<string, Authenticate>()
  return {
    signsAs,
    inRegion(region, service = 'bedrock') {
      const scope = `${region}/${service}`
      const signer = signers.get(scope) ?? createSigV4(region, credentials, clock.now, service)
      signers.set(scope, signer)
      return signer
    },
    streamInRegion: (region) => createStreamSigV4(region, credentials, clock.now),
    invalidate: credentials.invalidate,
    correctClock: clock.correct,
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
  }
}

async function notExplained() {
  return { trouble: troubleOf('unknown', {}), files: [] }
}
