import { headerValue, type WireRequest } from './canonical-request.ts'
import { Refusal } from './refusals.ts'
import { regionInScope, type SimulatorCredentials, verifySignature } from './verify-signature.ts'

/** Whom the simulator lets in. */
export type Access = {
  /** Where an API key is taken, which names no Region; other signatures than its own hold where `serves` says so. */
  readonly region: string
  readonly serves?: (region: string) => boolean
  readonly credentials: SimulatorCredentials
  /** A Bedrock API key that is accepted as `authorization: Bearer`. */
  readonly bearerToken?: string
}

/** By which proof a request was let in, and to which Region. */
export type Admission = { readonly signature: 'verified' | 'bearer'; readonly region: string }

/** @throws Refusal where a request brought no proof that holds */
export function authenticate(request: WireRequest, access: Access, now: Date): Admission {
  const authorization = headerValue(request.headers, 'authorization')
  if (authorization === undefined) throw new Refusal('missing-authentication')
  const token = /^Bearer +(.+)$/i.exec(authorization)?.[1]
  if (token === undefined) {
    const claimed = regionInScope(authorization)
    const region = claimed !== undefined && access.serves?.(claimed) ? claimed : access.region
    verifySignature(request, { ...access, region, now })
    return { signature: 'verified', region }
  }
  if (token !== access.bearerToken) throw new Refusal('invalid-api-key')
  return { signature: 'bearer', region: access.region }
}
