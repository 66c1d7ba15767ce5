import { timingSafeEqual } from 'node:crypto'
import { canonicalHeader, canonicalRequest, type WireRequest } from './canonical-request.ts'
import { hmacSha256, sha256 } from './digests.ts'
import type { PresentedSignature } from './presented-signature.ts'
import { credentialScope, signingKey } from './signing-key.ts'

/** AWS's own tolerance, either way. Within it the same request can be sent again. */
const MAX_SKEW_MS = 5 * 60_000
/** SigV4's names of the services that clients of Bedrock sign for. */
const SERVICES = ['bedrock', 'bedrock-mantle']

/**
 * What is wrong with a signature before it is computed: its scope, its date, or what it covers. A clause, such as "is for
 * the service s3"; undefined where nothing is.
 */
export function problemWithScope(
  { rawHeaders }: WireRequest,
  { service, shortDate, signedHeaders }: PresentedSignature,
  nowMs: number,
): string | undefined {
  if (!SERVICES.includes(service)) return `is for the service ${service}, not for ${SERVICES.join(' or ')}`
  if (!signedHeaders.includes('host') && !signedHeaders.includes(':authority')) return 'does not cover the host'
  const longDate = canonicalHeader(rawHeaders, 'x-amz-date') ?? ''
  const atMs = timeOf(longDate)
  if (Number.isNaN(atMs)) return 'has no x-amz-date'
  if (!longDate.startsWith(shortDate)) return 'has a scope of another day than its x-amz-date'
  if (Math.abs(nowMs - atMs) > MAX_SKEW_MS) return 'is dated more than five minutes from the clock of this machine'
  return undefined
}

/** True where the signature was made with the secret over just this head and a body of just this hash. */
export function isSignedWith(
  secretAccessKey: string,
  request: WireRequest,
  { shortDate, region, service, signedHeaders, signature }: PresentedSignature,
  payloadHash: string,
): boolean {
  const place = { region, service }
  const longDate = canonicalHeader(request.rawHeaders, 'x-amz-date')
  const hash = sha256(canonicalRequest(request, signedHeaders, payloadHash))
  const stringToSign = ['AWS4-HMAC-SHA256', longDate, credentialScope(shortDate, place), hash].join('\n')
  const key = signingKey(secretAccessKey, shortDate, place)
  return timingSafeEqual(Buffer.from(hmacSha256(key, stringToSign), 'hex'), Buffer.from(signature, 'hex'))
}

/** Milliseconds of a date in ISO 8601's basic format; NaN for anything else. */
function timeOf(longDate: string): number {
  return Date.parse(longDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
