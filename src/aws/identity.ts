import { type Authenticate, createBearerAuth, createSigV4, type ServiceName } from './authenticate.ts'
import { type Credentials, createCredentialSource, credentialHint } from './credentials.ts'

/** Who the proxy is to AWS. */
export type Identity = {
  /** What authenticates requests to a Region: its signatures are scoped to that Region and to a service, `bedrock` unless told. */
  inRegion(region: string, service?: ServiceName): Authenticate
  /** Rejects with ProxyError `no-credentials` where there is nothing to authenticate with. */
  check(): Promise<void>
  /** To be called when AWS refused the credentials, so that they are read anew. */
  invalidate(): void
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
    return { inRegion: () => authenticate, check: async () => undefined, invalidate: () => undefined }
  }
  const credentials = createCredentialSource(loadCredentials, credentialHint(profile))
  return {
    inRegion: (region, service) => createSigV4(region, credentials, undefined, service),
    check: async () => void (await credentials.get()),
    invalidate: () => credentials.invalidate(),
  }
}
