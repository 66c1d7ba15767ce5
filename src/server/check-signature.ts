import { SIGNED_EVENTS } from '../aws/authenticate-stream.ts'
import { canonicalHeader, type WireRequest } from '../aws/canonical-request.ts'
import type { KeyPair } from '../aws/derived-key-pair.ts'
import { type PresentedSignature, parseSignature } from '../aws/presented-signature.ts'
import { isSignedWith, problemWithScope } from '../aws/verify-signature.ts'
import { ProxyError } from '../bedrock/errors.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import type { Caller } from '../proxy/admission.ts'
import { type Body, digestAsItCame } from '../proxy/body.ts'

/** A client that can sign. */
export type SigningClient = { readonly name: string; readonly keyPair: KeyPair }

/**
 * Verifies a Signature Version 4 in full: scope, date, head and body. The body comes later: where the client has sent its
 * hash, the signature is verified at once and the hash when the body is there, else both then. Undefined where none of the
 * signers has the access key.
 * @throws ProxyError `client-signature`, here and in what it returns
 */
export function checkSignature(
  request: IncomingRequest,
  authorization: string,
  signers: readonly SigningClient[],
  nowMs: number,
): Caller | undefined {
  const presented = parseSignature(authorization) ?? refuse('is not a whole one')
  const signer = signers.find(({ keyPair }) => keyPair.accessKeyId === presented.accessKeyId)
  if (!signer) return undefined
  const wire = { method: request.method ?? '', target: request.url ?? '', rawHeaders: request.rawHeaders }
  const problem = problemWithScope(wire, presented, nowMs)
  if (problem) refuse(problem)
  const claimedHash = canonicalHeader(wire.rawHeaders, 'x-amz-content-sha256')
  const verify = (payloadHash: string) => verified(signer, wire, presented, payloadHash)
  return { client: signer.name, ...bodyChecks(claimedHash, verify) }
}

const SHA256 = /^[0-9a-f]{64}$/

function bodyChecks(
  claimedHash: string | undefined,
  verify: (payloadHash: string) => void,
): Pick<Caller, 'isProved' | 'signsBody' | 'checkBody' | 'checkStream'> {
  if (claimedHash === undefined) {
    const checkBody = (body: Body) => verify(digestAsItCame(body))
    return { isProved: false, signsBody: true, checkBody, checkStream: () => refuse(UNCOVERED) }
  }
  // Events that are signed one by one are not verified again here.
  if (claimedHash === SIGNED_EVENTS || SHA256.test(claimedHash)) verify(claimedHash)
  else refuse(UNCOVERED)
  return {
    isProved: true,
    signsBody: true,
    checkBody: (body) => compare(body, claimedHash),
    checkStream: () => undefined,
  }
}

const UNCOVERED = 'does not cover the body'

function compare(body: Body, claimedHash: string): void {
  if (digestAsItCame(body) !== claimedHash) refuse('is for another body')
}

/** A target that cannot be decoded cannot have been signed. */
function verified(
  { keyPair }: SigningClient,
  wire: WireRequest,
  presented: PresentedSignature,
  payloadHash: string,
): void {
  try {
    if (isSignedWith(keyPair.secretAccessKey, wire, presented, payloadHash)) return
  } catch (error) {
    if (!(error instanceof URIError)) throw error
  }
  refuse('does not match what has arrived')
}

function refuse(problem: string): never {
  throw new ProxyError(
    'client-signature',
    `The signature of this request ${problem}. Sign it with the key pair that is derived from the client token, and send it as it was signed.`,
  )
}
