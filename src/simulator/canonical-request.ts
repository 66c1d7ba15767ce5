/** A request as it stood on the wire; `headers` is the raw flat list of names and values, HTTP/2's pseudo-headers included. */
export type WireRequest = {
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
  readonly body: Buffer
}

/**
 * The canonical request of SigV4 for every service but S3, built from the wire: each segment of the path is
 * percent-encoded once more. Source: IAM User Guide, "Create a signed AWS API request".
 */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[], payloadHash: string): string {
  const [path, query] = splitAtFirst(request.target, '?')
  return [
    request.method,
    path.split('/').map(uriEncode).join('/'),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers, name) ?? ''}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
}

/**
 * A header's canonical value by its lower-case name: values joined by commas, runs of spaces made one. Under HTTP/2
 * `:authority` stands in for `host`.
 */
export function headerValue(headers: readonly string[], name: string): string | undefined {
  const values = headers.filter((_, i) => i % 2 === 1 && headers[i - 1]?.toLowerCase() === name)
  if (values.length > 0) return values.map((value) => value.trim().replace(/ +/g, ' ')).join(',')
  return name === 'host' ? headerValue(headers, ':authority') : undefined
}

function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .map((parameter) => splitAtFirst(parameter, '='))
    .map(([name, value]) => ({ name: encodeOnce(name), value: encodeOnce(value) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&')
}

function encodeOnce(part: string): string {
  return uriEncode(decodeURIComponent(part))
}

/** AWS's UriEncode: all but RFC 3986's unreserved characters. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
