import { type Authenticate, createBearerAuth, createSigV4, type ServiceName } from './authenticate.ts'
import { type AuthenticateStream, createStreamSigV4, refuseStream } from './authenticate-stream.ts'
import { createClock } from './clock.ts'
import { type Credentials, createCredentialSource, credentialHint } from './credentials.ts'

/** Who the proxy is to AWS. */
export type Identity = {
  /** What authenticates requests to a Region: its signatures are scoped to that Region and to a service, `bedrock` unless told. */
  inRegion(region: string, service?: ServiceName): Authenticate
  /** The same for the stream that runs both ways. Rejects with ProxyError `credentials-required` for an API key. */
  streamInRegion(region: string): AuthenticateStream
  /** Rejects with ProxyError `no-credentials` where there is nothing to authenticate with. */
  check(): Promise<void>
  /** To be called when AWS refused the credentials, so that they are read anew. */
  invalidate(): void
  /** To be called with the `date` of an answer that refused a signature; true where the clock was wrong and now is right. */
  correctClock(date: string | undefined): boolean
}

/** What an identity is made of. */
export type IdentityOptions = {
  readonly profile: string | undefined
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: () => Promise<Credentials>
}

/** The identity that signs: an API key where the environment has one, else credentials of the SDK's chain. */
export function createIdentity({ profile, bearerToken, loadCredentials }: IdentityOptions): Identity {
  if (bearerToken) {
    const authenticate = createBearerAuth(bearerToken)
    return {
      inRegion: () => authenticate,
      streamInRegion: () => refuseStream,
      check: async () => undefined,
      invalidate: () => undefined,
      correctClock: () => false,
    }
  }
  const credentials = createCredentialSource(loadCredentials, credentialHint(profile))
  const clock = createClock()
  return {
    inRegion: (region, service) => createSigV4(region, credentials, clock.now, service),
    streamInRegion: (region) => createStreamSigV4(region, credentials, clock.now),
    check: async () => void (await credentials.get()),
    invalidate: () => credentials.invalidate(),
    correctClock: clock.correct,
  }
}
