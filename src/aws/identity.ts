import { type Authenticate, createBearerAuth, createSigV4 } from './authenticate.ts'
import { type AuthenticateStream, createStreamSigV4, refuseStream } from './authenticate-stream.ts'
import { type Credentials, createCredentialSource, credentialHint } from './credentials.ts'

/** Who the proxy is to AWS. */
export type Identity = {
  readonly authenticate: Authenticate
  /** The same for the stream that runs both ways. Rejects with ProxyError `credentials-required` for an API key. */
  readonly authenticateStream: AuthenticateStream
  /** Rejects with ProxyError `no-credentials` where there is nothing to authenticate with. */
  check(): Promise<void>
  /** To be called when AWS refused the credentials, so that they are read anew. */
  invalidate(): void
}

/** What an identity is made of; the Region is the one that signatures are scoped to. */
export type IdentityOptions = {
  readonly region: string
  readonly profile: string | undefined
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: () => Promise<Credentials>
}

/** The identity that signs: an API key where the environment has one, else credentials of the SDK's chain. */
export function createIdentity({ region, profile, bearerToken, loadCredentials }: IdentityOptions): Identity {
  if (bearerToken) {
    return {
      authenticate: createBearerAuth(bearerToken),
      authenticateStream: refuseStream,
      check: async () => undefined,
      invalidate: () => undefined,
    }
  }
  const credentials = createCredentialSource(loadCredentials, credentialHint(profile))
  return {
    authenticate: createSigV4(region, credentials),
    authenticateStream: createStreamSigV4(region, credentials),
    check: async () => void (await credentials.get()),
    invalidate: () => credentials.invalidate(),
  }
}
