import { escapeUri } from '../http/escape-uri.ts'
import type { Query } from '../http/query-string.ts'
import type { CredentialSource, Credentials } from './credentials.ts'
import { hmacSha256, sha256 } from './digests.ts'
import { credentialScope, signingKeysFor } from './signing-key.ts'

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

/** Returns the headers that authenticate a request, to be sent beside its own. */
export type Authenticate = (request: SignableRequest) => Promise<Record<string, string>>

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
  const place = { region, service }
  const keyFor = signingKeysFor(place)
  return async (request) => {
    const identity = await credentials.get()
    const longDate = formatDate(now())
    const shortDate = longDate.slice(0, 8)
    const own = ownHeaders(request, identity, longDate)
    const { canonicalHeaders, signedHeaders } = canonicalize({
      ...signedOf(request.headers),
      host: request.host,
      ...own,
    })
    const scope = credentialScope(shortDate, place)
    const canonicalRequest = [
      request.method,
      canonicalPath(request.path),
      canonicalQuery(request.query),
      canonicalHeaders,
      signedHeaders,
      request.sha256,
    ].join('\n')
    const stringToSign = `${ALGORITHM}\n${longDate}\n${scope}\n${sha256(canonicalRequest)}`
    const signature = hmacSha256(keyFor(identity, shortDate), stringToSign)
    const authorization = `${ALGORITHM} Credential=${identity.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
    return { ...own, authorization }
  }
}

/** Authenticates with an Amazon Bedrock API key in place of a signature. */
export function createBearerAuth(token: string): Authenticate {
  const headers = { authorization: `Bearer ${token}` }
  return async () => headers
}

/** ISO 8601 basic format, as in `20261122T000000Z`. */
export function formatDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.[0-9]{3}/g, '')
}

function ownHeaders({ sha256: digest }: SignableRequest, { sessionToken }: Credentials, longDate: string) {
  const headers: Record<string, string> = { 'x-amz-date': longDate, 'x-amz-content-sha256': digest }
  if (sessionToken !== undefined) headers['x-amz-security-token'] = sessionToken
  return headers
}

function signedOf(headers: SignableRequest['headers']): Record<string, string> {
  const signed: Record<string, string> = {}
  for (const name in headers) {
    if (name === 'content-type' || name.startsWith('x-amzn-bedrock-')) signed[name] = headers[name] as string
  }
  return signed
}

/** Headers in the order of their names, each value trimmed and its runs of white space made one. */
function canonicalize(headers: Readonly<Record<string, string>>): { canonicalHeaders: string; signedHeaders: string } {
  const names = Object.keys(headers).sort()
  let canonicalHeaders = ''
  for (const name of names) canonicalHeaders += `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}\n`
  return { canonicalHeaders, signedHeaders: names.join(';') }
}

/** Every segment of the path that goes out, encoded once more: only S3 leaves that out. */
export function canonicalPath(path: string): string {
  return escapeUri(path).replaceAll('%2F', '/')
}

/**
 * In the order of the encoded names, then of the values. The package's own canonical query takes quadratic time for a
 * name that is repeated, which a client can do some 30,000 times in one request, and stumbles over `__proto__`.
 */
export function canonicalQuery(query: Query): string {
  const parameters = query.map(([name, value]) => [escapeUri(name), escapeUri(value)] as const)
  return parameters
    .sort((a, b) => inCodeOrder(a[0], b[0]) || inCodeOrder(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function inCodeOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
