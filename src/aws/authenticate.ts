import { escapeUri } from '../http/escape-uri.ts'
import type { Query } from '../http/query-string.ts'
import { remembering } from '../http/remembering.ts'
import { whenThere } from '../http/when-there.ts'
import type { CredentialSource, Credentials } from './credentials.ts'
import { sha256 } from './digests.ts'
import { type SigningKey, signingKeysFor } from './signing-key.ts'

/** The parts of a request that a signature covers. */
export type SignableRequest = {
  readonly method: string
  readonly host: string
  /** The path exactly as it goes out, percent-encoded, without the query. */
  readonly path: string
  readonly query: Query
  /** End-to-end headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Digest of the body in lower-case hex. */
  readonly sha256: string
}

/**
 * Returns the headers that authenticate a request, to be sent beside its own; a promise of them only where credentials have
 * to be waited for.
 */
export type Authenticate = (request: SignableRequest) => Authentication | Promise<Authentication>

/** Headers by lower-case name. */
export type Authentication = Readonly<Record<string, string>>

/** SigV4's names of the services; bedrock-runtime and the control plane share one. */
export type ServiceName = 'bedrock' | 'bedrock-mantle'

const ALGORITHM = 'AWS4-HMAC-SHA256'

/**
 * Signs with AWS Signature Version 4. Covered are host, content-type, x-amz-* and x-amzn-bedrock-*; a hop on the way may
 * change other headers. Assembled here from AWS's steps, because this is the hot path (docs/decisions/0002).
 */
export function createSigV4(
  region: string,
  credentials: Pick<CredentialSource, 'get'>,
  now = () => new Date(),
  service: ServiceName = 'bedrock',
): Authenticate {
  const keyFor = signingKeysFor({ region, service })
  const longDateOf = rememberingSecond()
  const sign = (request: SignableRequest, identity: Credentials) => {
    const longDate = longDateOf(now())
    return authentication(request, identity, longDate, keyFor(identity, longDate.slice(0, 8)))
  }
  return (request) => whenThere(credentials.get(), (identity) => sign(request, identity))
}

/** Authenticates with an Amazon Bedrock API key in place of a signature. */
export function createBearerAuth(token: string): Authenticate {
  const headers = { authorization: `Bearer ${token}` }
  return () => headers
}

/** ISO 8601 basic format, as in `20261122T000000Z`. */
export function formatDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.[0-9]{3}/g, '')
}

/** `formatDate`, which writes a date once in its second. */
function rememberingSecond(): (date: Date) => string {
  let second = Number.NaN
  let written = ''
  return (date) => {
    const itsSecond = Math.floor(date.getTime() / 1000)
    if (itsSecond !== second) {
      written = formatDate(date)
      second = itsSecond
    }
    return written
  }
}

function authentication(
  request: SignableRequest,
  { accessKeyId, sessionToken }: Credentials,
  longDate: string,
  { scope, sign }: SigningKey,
): Authentication {
  const { canonicalHeaders, signedHeaders } = canonicalize(request, longDate, sessionToken)
  const canonicalRequest = `${request.method}\n${canonicalPath(request.path)}\n${canonicalQuery(request.query)}\n${canonicalHeaders}\n${signedHeaders}\n${request.sha256}`
  const signature = sign(`${ALGORITHM}\n${longDate}\n${scope}\n${sha256(canonicalRequest)}`)
  const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
  const own = { 'x-amz-date': longDate, 'x-amz-content-sha256': request.sha256, authorization }
  return sessionToken === undefined ? own : { 'x-amz-security-token': sessionToken, ...own }
}

/**
 * The headers that are covered, in the order of their names. In the code units of ASCII that order is known but for Bedrock's
 * own, which stand last.
 */
function canonicalize({ host, headers, sha256: digest }: SignableRequest, longDate: string, token: string | undefined) {
  const contentType = headers['content-type']
  let canonicalHeaders = contentType === undefined ? '' : `content-type:${canonicalValue(contentType)}\n`
  let signedHeaders = contentType === undefined ? 'host' : 'content-type;host'
  canonicalHeaders += `host:${host}\nx-amz-content-sha256:${digest}\nx-amz-date:${longDate}\n`
  signedHeaders += ';x-amz-content-sha256;x-amz-date'
  if (token !== undefined) {
    canonicalHeaders += `x-amz-security-token:${canonicalValue(token)}\n`
    signedHeaders += ';x-amz-security-token'
  }
  for (const name of bedrockNames(headers)) {
    canonicalHeaders += `${name}:${canonicalValue(headers[name] as string)}\n`
    signedHeaders += `;${name}`
  }
  return { canonicalHeaders, signedHeaders }
}

/** Most requests have none of them. */
function bedrockNames(headers: SignableRequest['headers']): readonly string[] {
  let names = NO_NAMES
  for (const name in headers) if (name.startsWith('x-amzn-bedrock-')) names = [...names, name]
  return names.length > 1 ? names.toSorted() : names
}

const NO_NAMES: readonly string[] = []

/** The value of a header as it is signed: trimmed, its runs of white space made one. */
export function canonicalValue(value: string): string {
  return value.trim().replace(/\s+/g, ' ')
}

/** Every segment of the path that goes out, encoded once more: only S3 leaves that out. */
export const canonicalPath = remembering((path) => escapeUri(path).replaceAll('%2F', '/'))

/**
 * In the order of the encoded names, then of the values. The package's own canonical query takes quadratic time for a
 * name that is repeated, which a client can do some 30,000 times in one request, and stumbles over `__proto__`.
 */
export function canonicalQuery(query: Query): string {
  if (query.length === 0) return ''
  const parameters = query.map(([name, value]) => [escapeUri(name), escapeUri(value)] as const)
  return parameters
    .sort((a, b) => inCodeOrder(a[0], b[0]) || inCodeOrder(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function inCodeOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
