import { createHash, timingSafeEqual } from 'node:crypto'
import { derivedKeyPair, type KeyPair } from '../aws/derived-key-pair.ts'
import { ProxyError } from '../bedrock/errors.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import type { Caller } from '../proxy/admission.ts'
import { checkSignature } from './check-signature.ts'

/** A token, and the name of the client or the clients that have it. */
export type ClientToken = { readonly name: string; readonly token: string }

/**
 * Tells who sent a request. A client shows its token as a bearer token or as `x-api-key`, or signs with the key pair that
 * is derived from it.
 * @throws ProxyError `client-token`, `client-signature`
 */
export type IdentifyClient = (request: IncomingRequest) => Caller

/** Knows the clients of these tokens; without any, everybody is let in and nobody has a name. */
export function createClientCheck(tokens: readonly ClientToken[], now = Date.now): IdentifyClient {
  if (tokens.length === 0) return () => ANYBODY
  const known = tokens.map(
    ({ name, token }): KnownClient => ({ name, digest: tokenDigest(token), keyPair: derivedKeyPair(token) }),
  )
  return (request) => clientWithToken(request, known) ?? clientWithSignature(request, known, now())
}

const NOTHING_TO_PROVE = { isProved: true, signsBody: false, checkBody: () => undefined, checkStream: () => undefined }

/** Whoever it is. */
export const ANYBODY: Caller = { client: undefined, ...NOTHING_TO_PROVE }

type KnownClient = { readonly name: string; readonly digest: Buffer; readonly keyPair: KeyPair }

/** Every token is compared with every digest, in the same time whatever they are. */
function clientWithToken({ headers }: IncomingRequest, known: readonly KnownClient[]): Caller | undefined {
  const [, bearer] = BEARER.exec(headers.authorization ?? '') ?? []
  const shown = [headers['x-api-key'], bearer].flat().filter((token) => token !== undefined)
  const digests = shown.map(tokenDigest)
  const [client] = known.filter(({ digest }) => digests.filter((one) => timingSafeEqual(one, digest)).length > 0)
  return client && { client: client.name, ...NOTHING_TO_PROVE }
}

const BEARER = /^bearer +(\S+)$/i

/** Digests have one length, whatever a client sends. */
function tokenDigest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function clientWithSignature(request: IncomingRequest, known: readonly KnownClient[], nowMs: number): Caller {
  const { authorization = '' } = request.headers
  if (!authorization.startsWith('AWS4-HMAC-SHA256')) throw unknownClient()
  const caller = checkSignature(request, authorization, known, nowMs)
  if (!caller) throw unknownClient()
  return caller
}

function unknownClient(): ProxyError {
  return new ProxyError(
    'client-token',
    "This proxy asks for its client token. Set it as the client's API key, for AWS SDKs as AWS_BEARER_TOKEN_BEDROCK, or sign with the key pair that is derived from it.",
  )
}
