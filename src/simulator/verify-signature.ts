import { createHash, createHmac } from 'node:crypto'
import { canonicalRequest, headerValue, type WireRequest } from './canonical-request.ts'
import { Refusal } from './refusals.ts'

/** The one identity that the simulator knows. */
export type SimulatorCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Whose signatures hold, where and when. */
export type Judge = {
  readonly credentials: SimulatorCredentials
  readonly region: string
  /** `bedrock` unless told. */
  readonly service?: string | undefined
  readonly now: Date
  /** What stands for the digest of the body; that digest itself unless told otherwise. */
  readonly payloadHash?: string
}

/**
 * Recomputes the SigV4 signature of a request with node:crypto alone, so that it shares no code with the signers it judges.
 * @throws Refusal with AWS's words for what does not hold
 */
export function verifySignature(
  request: WireRequest,
  { credentials, region, service = 'bedrock', now, payloadHash = hashOf(request.body) }: Judge,
): void {
  const authorization = parseAuthorization(headerValue(request.headers, 'authorization') ?? '')
  checkScope(authorization, region, service)
  checkIdentity(authorization, request, credentials)
  const date = signingDate(request, authorization, now)
  const claimedHash = headerValue(request.headers, 'x-amz-content-sha256') ?? payloadHash
  const canonical = canonicalRequest(request, authorization.signedHeaders, payloadHash)
  const expected = signature(canonical, date, authorization, credentials.secretAccessKey)
  if (claimedHash !== payloadHash || authorization.signature !== expected) throw new Refusal('wrong-signature')
}

/** The access key that an `authorization` header names, whether or not its signature holds. */
export function accessKeyIn(header: string): string | undefined {
  return AUTHORIZATION.exec(header)?.[1]
}

/** The Region that the credential scope of an `authorization` header names, whether or not its signature holds. */
export function regionInScope(header: string): string | undefined {
  return AUTHORIZATION.exec(header)?.[3]
}

type Authorization = {
  readonly accessKeyId: string
  readonly day: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/, ]+)\/([^/, ]+)\/([^/, ]+)\/([^/, ]+)\/aws4_request, *SignedHeaders=([^, ]+), *Signature=([^, ]+)$/

function parseAuthorization(header: string): Authorization {
  const [, accessKeyId, day, region, service, signedHeaders, signature] = AUTHORIZATION.exec(header) ?? []
  if (!accessKeyId || !day || !region || !service || !signedHeaders || !signature) {
    throw new Refusal('incomplete-signature', 'Authorization header is not a whole AWS4-HMAC-SHA256 signature.')
  }
  const names = signedHeaders.split(';')
  if (!names.includes('host') && !names.includes(':authority')) {
    throw new Refusal(
      'incomplete-signature',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    )
  }
  return { accessKeyId, day, region, service, signedHeaders: names, signature }
}

function checkScope(scope: Authorization, region: string, service: string): void {
  if (scope.region !== region) throw new Refusal('wrong-scope', 'a valid region')
  if (scope.service !== service) throw new Refusal('wrong-scope', `correct service: '${service}'`)
}

function checkIdentity({ accessKeyId }: Authorization, request: WireRequest, credentials: SimulatorCredentials): void {
  const sessionToken = headerValue(request.headers, 'x-amz-security-token')
  if (accessKeyId !== credentials.accessKeyId || sessionToken !== credentials.sessionToken) {
    throw new Refusal('unknown-client')
  }
}

/** How far a signature's date may be from now. Source: AWS allows five minutes either way. */
export const MAX_SKEW_MS = 5 * 60_000

function signingDate(request: WireRequest, { day }: Authorization, now: Date): string {
  const date = headerValue(request.headers, 'x-amz-date') ?? ''
  const atMs = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (Number.isNaN(atMs)) throw new Refusal('incomplete-signature', "Authorization header requires a 'X-Amz-Date'.")
  if (!date.startsWith(day)) throw new Refusal('wrong-scope', `the day of its date: '${day}' != '${date.slice(0, 8)}'`)
  const earliest = new Date(now.getTime() - MAX_SKEW_MS)
  const latest = new Date(now.getTime() + MAX_SKEW_MS)
  if (atMs < earliest.getTime()) {
    const limit = `${basicFormat(earliest)} (${basicFormat(now)} - 5 min.)`
    throw new Refusal('wrong-time', `Signature expired: ${date} is now earlier than ${limit}`)
  }
  if (atMs > latest.getTime()) {
    const limit = `${basicFormat(latest)} (${basicFormat(now)} + 5 min.)`
    throw new Refusal('wrong-time', `Signature not yet current: ${date} is still later than ${limit}`)
  }
  return date
}

/** ISO 8601's basic format, as in `20261122T000000Z`. */
export function basicFormat(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function signature(canonical: string, date: string, { day, region, service }: Authorization, secret: string): string {
  const stringToSign = `AWS4-HMAC-SHA256\n${date}\n${day}/${region}/${service}/aws4_request\n${hashOf(canonical)}`
  return createHmac('sha256', signingKey(secret, [day, region, service]))
    .update(stringToSign)
    .digest('hex')
}

/** The key that signs for one day, Region and service. */
export function signingKey(secret: string, scope: readonly [day: string, region: string, service: string]): Buffer {
  return [...scope, 'aws4_request'].reduce<Buffer>(
    (derived, part) => createHmac('sha256', derived).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  )
}

/** SHA-256 in lower-case hex. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
