import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@aws-sdk/signature-v4'
import type { CredentialSource, Credentials } from './credentials.ts'

/** The parts of a request that a signature covers. */
export type SignableRequest = {
  readonly method: string
  readonly host: string
  /** The path exactly as it goes out, percent-encoded, without the query. */
  readonly path: string
  /** The decoded query parameters in the order in which they go out. */
  readonly query: readonly (readonly [name: string, value: string])[]
  /** End-to-end headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Digest of the body in lower-case hex. */
  readonly sha256: string
}

/** Returns the headers that authenticate a request, to be sent beside its own. */
export type Authenticate = (request: SignableRequest) => Promise<Record<string, string>>

/** SigV4's name of the service; bedrock-runtime and the control plane share it. */
const SERVICE = 'bedrock'

/**
 * Signs with AWS Signature Version 4. Covered are host, content-type, x-amz-* and x-amzn-bedrock-*; a hop on the way may
 * change other headers. The digest is handed over in `x-amz-content-sha256`, so that the signer never sees the body.
 */
export function createSigV4(region: string, credentials: CredentialSource, now = () => new Date()): Authenticate {
  return async (request) => {
    const identity = await credentials.get()
    const signed = await signerFor(identity, region).sign(toHttpRequest(request), { signingDate: now() })
    return authenticationHeaders(signed.headers)
  }
}

/** Authenticates with an Amazon Bedrock API key in place of a signature. */
export function createBearerAuth(token: string): Authenticate {
  const headers = { authorization: `Bearer ${token}` }
  return async () => headers
}

function signerFor(credentials: Credentials, region: string): SignatureV4 {
  return new SignatureV4({ service: SERVICE, region, credentials, sha256: Sha256 })
}

function toHttpRequest({ method, host, path, query, headers, sha256 }: SignableRequest) {
  const signable: Record<string, string> = { host, 'x-amz-content-sha256': sha256 }
  for (const name in headers) {
    if (isSigned(name)) signable[name] = headers[name] as string
  }
  return { method, protocol: 'https:', hostname: host, path, query: queryBag(query), headers: signable }
}

function isSigned(name: string): boolean {
  return name === 'content-type' || name.startsWith('x-amzn-bedrock-')
}

function queryBag(query: SignableRequest['query']): Record<string, string[]> {
  const bag: Record<string, string[]> = {}
  for (const [name, value] of query) bag[name] = [...(bag[name] ?? []), value]
  return bag
}

const AUTHENTICATION = ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']

function authenticationHeaders(signed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    AUTHENTICATION.flatMap((name) => (signed[name] === undefined ? [] : [[name, signed[name]]])),
  )
}
