import { headerValue, type WireRequest } from './canonical-request.ts'
import { Refusal } from './refusals.ts'
import { type SimulatorCredentials, verifySignature } from './verify-signature.ts'

/** Whom the simulator lets in. */
export type Access = {
  readonly region: string
  readonly credentials: SimulatorCredentials
  /** A Bedrock API key that is accepted as `authorization: Bearer`. */
  readonly bearerToken?: string
}

/** What a request claims as the digest of its body where each of its events is signed instead. */
const SIGNED_EVENTS = 'STREAMING-AWS4-HMAC-SHA256-EVENTS'

/**
 * Tells by which proof a request was let in.
 * @throws Refusal where it brought none that holds
 */
export function authenticate(request: WireRequest, access: Access, now: Date): 'verified' | 'bearer' {
  const authorization = headerValue(request.headers, 'authorization')
  if (authorization === undefined) throw new Refusal('missing-authentication')
  const token = /^Bearer +(.+)$/i.exec(authorization)?.[1]
  if (token === undefined) {
    verifySignature(request, { ...access, now })
    return 'verified'
  }
  if (token !== access.bearerToken) throw new Refusal('invalid-api-key')
  return 'bearer'
}

/**
 * Lets in a request whose body is a stream of signed events; returns its signature, from which theirs follow.
 * @throws Refusal where it has none that holds; an API key is none
 */
export function authenticateStream(request: WireRequest, access: Access, now: Date): string {
  const authorization = headerValue(request.headers, 'authorization')
  if (authorization === undefined) throw new Refusal('missing-authentication')
  if (/^Bearer /i.test(authorization)) throw new Refusal('no-key-for-stream')
  verifySignature(request, { ...access, now, payloadHash: SIGNED_EVENTS })
  return /Signature=([0-9a-f]+)$/.exec(authorization)?.[1] ?? ''
}
