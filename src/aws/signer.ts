import { type Authenticate, createSigV4, type ServiceName } from './authenticate.ts'
import { type AuthenticateStream, createStreamSigV4 } from './authenticate-stream.ts'
import type { Clock } from './clock.ts'
import type { CredentialSource } from './credentials.ts'

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

/** What signs with credentials of a source, by a clock that all signatures share. */
export function signWith(
  credentials: Pick<CredentialSource, 'get' | 'invalidate'>,
  clock: Clock,
  signsAs: Signer['signsAs'],
): Signer {
  const regions = new Map<string, Partial<Record<ServiceName, Authenticate>>>()
  return {
    signsAs,
    inRegion(region, service = 'bedrock') {
      let services = regions.get(region)
      if (!services) {
        services = {}
        regions.set(region, services)
      }
      services[service] ??= createSigV4(region, credentials, clock.now, service)
      return services[service]
    },
    streamInRegion: (region) => createStreamSigV4(region, credentials, clock.now),
    invalidate: credentials.invalidate,
    correctClock: clock.correct,
  }
}
