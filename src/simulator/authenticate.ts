import { headerValue, type WireRequest } from './canonical-request.ts'
import { Refusal } from './refusals.ts'
import type { Session, Sessions } from './sts/sessions.ts'
import { accessKeyIn, regionInScope, type SimulatorCredentials, verifySignature } from './verify-signature.ts'

/** Whom the simulator lets in. */
export type Access = {
  /** Where an API key is taken, which names no Region; other signatures than its own hold where `serves` says so. */
  readonly region: string
  readonly serves?: (region: string) => boolean
  /** The service that signatures must be for; `bedrock` unless told. */
  readonly service?: string
  readonly credentials: SimulatorCredentials
  /** Further identities: the sessions that a simulated STS has opened. */
  readonly sessions?: Sessions
  /** A Bedrock API key that is accepted as `authorization: Bearer`. */
  readonly bearerToken?: string
}

/** What a request claims as the digest of its body where each of its events is signed instead. */
const SIGNED_EVENTS = 'STREAMING-AWS4-HMAC-SHA256-EVENTS'

/** By which proof a request was let in, to which Region, and in which session, where it was not with the simulator's own identity. */
export type Admission = {
  readonly signature: 'verified' | 'bearer'
  readonly region: string
  readonly session?: Session
}

/** @throws Refusal where a request brought no proof that holds */
export function authenticate(request: WireRequest, access: Access, now: Date): Admission {
  const authorization = headerValue(request.headers, 'authorization')
  if (authorization === undefined) throw new Refusal('missing-authentication')
  const token = /^Bearer +(.+)$/i.exec(authorization)?.[1]
  if (token === undefined) {
    const region = regionOf(authorization, access)
    const { credentials, session } = identityOf(authorization, access)
    verifySignature(request, { ...access, credentials, region, now })
    if (session) checkThatItLasts(session, access)
    return { signature: 'verified', region, ...(session && { session }) }
  }
  if (token !== access.bearerToken) throw new Refusal('invalid-api-key')
  return { signature: 'bearer', region: access.region }
}

function regionOf(authorization: string, access: Access): string {
  const claimed = regionInScope(authorization)
  return claimed !== undefined && access.serves?.(claimed) ? claimed : access.region
}

type Identity = { readonly credentials: SimulatorCredentials; readonly session?: Session }

/** The session that the access key is of, else the simulator's own identity, which may turn out to be another's. */
function identityOf(authorization: string, { credentials, sessions }: Access): Identity {
  const session = sessions?.find(accessKeyIn(authorization) ?? '')?.session
  return session ? { credentials: session.credentials, session } : { credentials }
}

/** A signature that does not hold is told before a session that has ended. @throws Refusal */
function checkThatItLasts(session: Session, { sessions }: Access): void {
  if (sessions?.find(session.credentials.accessKeyId)?.hasEnded) throw new Refusal('expired-token')
}

/** The signature of a stream's head, from which those of its events follow, the Region that it is for, and whose it is. */
export type StreamAdmission = Identity & { readonly seed: string; readonly region: string }

/**
 * Lets in a request whose body is a stream of signed events.
 * @throws Refusal where it has no signature that holds; an API key is none
 */
export function authenticateStream(request: WireRequest, access: Access, now: Date): StreamAdmission {
  const authorization = headerValue(request.headers, 'authorization')
  if (authorization === undefined) throw new Refusal('missing-authentication')
  if (/^Bearer /i.test(authorization)) throw new Refusal('no-key-for-stream')
  const region = regionOf(authorization, access)
  const identity = identityOf(authorization, access)
  verifySignature(request, { ...access, ...identity, region, now, payloadHash: SIGNED_EVENTS })
  if (identity.session) checkThatItLasts(identity.session, access)
  return { ...identity, seed: /Signature=([0-9a-f]+)$/.exec(authorization)?.[1] ?? '', region }
}
