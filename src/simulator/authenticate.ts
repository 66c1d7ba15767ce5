import { headerValue, type WireRequest } from './canonical-request.ts'
import { Refusal } from './refusals.ts'
import { type SimulatorCredentials, verifySignature } from './verify-signature.ts'

/** Whom the simulator lets in. */
export type Access = {
  readonly region: string
  /** The service that signatures must be for; `bedrock` unless told. */
  readonly service?: string
  readonly credentials: SimulatorCredentials
  /** A Bedrock API key that is accepted as `authorization: Bearer`. */
  readonly bearerToken?: string
}

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
