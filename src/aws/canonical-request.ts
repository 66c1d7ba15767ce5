import { canonicalPath, canonicalQuery, canonicalValue } from './authenticate.ts'

/** A request as it arrived. */
export type WireRequest = {
  readonly method: string
  /** Path and query as they stood on the wire. */
  readonly target: string
  /** Names and values by turns, under HTTP/2 with the pseudo-headers. */
  readonly rawHeaders: readonly string[]
}

/**
 * SigV4's canonical request of what arrived, for every service but S3: the path is normalised, and each of its segments
 * percent-encoded once more. Source: IAM User Guide, "Create a signed AWS API request", step 1.
 * @throws URIError where the query has a broken percent escape
 */
export function canonicalRequest(
  { method, target, rawHeaders }: WireRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const [path, query] = splitAtFirst(target, '?')
  const headers = canonicalHeaders(rawHeaders)
  return [
    method,
    canonicalPath(normalized(path)),
    canonicalQuery(parametersOf(query)),
    ...signedHeaders.map((name) => `${name}:${headers.get(name) ?? ''}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
}

/** A header by its lower-case name, as it is signed: its canonical values, joined by commas. Under HTTP/2 `:authority` stands for `host`. */
export function canonicalHeader(rawHeaders: readonly string[], name: string): string | undefined {
  return canonicalHeaders(rawHeaders).get(name)
}

/** All of them in one look, for a signature may name thousands. */
function canonicalHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase()
    const value = canonicalValue(rawHeaders[i + 1] ?? '')
    const earlier = headers.get(name)
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`)
  }
  const authority = headers.get(':authority')
  if (authority !== undefined && !headers.has('host')) headers.set('host', authority)
  return headers
}

/** RFC 3986 §6.2.2.3, and no empty segment: clients join base URLs carelessly, and sign what they meant. */
function normalized(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`
}

function parametersOf(query: string): [name: string, value: string][] {
  if (query === '') return []
  return query.split('&').map((parameter) => {
    const [name, value] = splitAtFirst(parameter, '=')
    return [decodeURIComponent(name), decodeURIComponent(value)]
  })
}

function splitAtFirst(text: string, separator: string): [before: string, behind: string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
