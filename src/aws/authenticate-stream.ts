import { ProxyError } from '../bedrock/errors.ts'
import { type Authentication, createSigV4, type SignableRequest } from './authenticate.ts'
import type { CredentialSource } from './credentials.ts'
import { createEventSigner, type SignEvent } from './sign-events.ts'

/** What opens a stream of events, and what signs each event of it. */
export type AuthenticatedStream = {
  /** To be sent beside the request's own. */
  readonly headers: Authentication
  readonly signEvent: SignEvent
}

/** Authenticates a request whose body is a stream of events that nobody knows yet. */
export type AuthenticateStream = (request: Omit<SignableRequest, 'sha256'>) => Promise<AuthenticatedStream>

/** Stands where the digest of the body would: its events carry signatures of their own. */
export const SIGNED_EVENTS = 'STREAMING-AWS4-HMAC-SHA256-EVENTS'

/** Signs the head with SigV4, and from there every event in a chain, all with the same credentials. */
export function createStreamSigV4(
  region: string,
  source: Pick<CredentialSource, 'get'>,
  now = () => new Date(),
): AuthenticateStream {
  return async (request) => {
    const credentials = await source.get()
    const sign = createSigV4(region, { get: () => credentials }, now)
    const headers = await sign({ ...request, sha256: SIGNED_EVENTS })
    const seed = headers.authorization?.split('Signature=')[1] ?? ''
    return { headers, signEvent: createEventSigner({ credentials, region, service: 'bedrock', seed }, now) }
  }
}

/**
 * The same for an identity that is an Amazon Bedrock API key: AWS takes none for this operation.
 * @throws ProxyError `credentials-required`
 */
export async function refuseStream(): Promise<never> {
  throw new ProxyError(
    'credentials-required',
    'Amazon Bedrock takes no API key for a bidirectional stream. Give the proxy AWS credentials and unset AWS_BEARER_TOKEN_BEDROCK where it runs.',
  )
}
