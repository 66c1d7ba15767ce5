import type { IncomingHttpHeaders } from 'node:http'
import { remembering } from './remembering.ts'

/** Request headers that go on to Bedrock; every other one ends here, above all `authorization`, `x-api-key` and `x-amz-*`. */
const FORWARDED = new Set(['accept', 'content-type', 'user-agent', 'via'])
/**
 * Families that AWS and Anthropic keep open: what decides about bills and isolation must not get lost because it is new.
 * A whole name, because Node's parser lets a space before the colon through up to 20.18.
 */
const FORWARDED_FAMILY = /^(?:x-amzn-bedrock|anthropic)-[a-z0-9-]+$/
/** What may prove who somebody is ends here, whatever family it claims to be of. */
const SECRET_NAME = /key|token|auth|secret|cookie/
/** How keys of Anthropic and OpenAI begin. */
const SECRET_VALUE = /(?:^|[\s,])sk-/

const NO_NAMES: ReadonlySet<string> = new Set()

/** The headers of one connection, not of the message (RFC 9110 §7.6.1), with the ones older implementations send. */
const HOP_BY_HOP = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * The request headers that may go upstream, by lower-case name. `further` are names that the route knows beside those that
 * every route does. What `connection` names ends here, and so does a value that looks like a key.
 */
export function forwardedRequestHeaders(
  headers: IncomingHttpHeaders,
  further: ReadonlySet<string> = NO_NAMES,
): Record<string, string> {
  const forwarded: Record<string, string> = {}
  const named = headers.connection ? namesIn(headers.connection) : NO_NAMES
  for (const name in headers) {
    if (!goesOn(name) && !further.has(name)) continue
    if (named.has(name)) continue
    const value = headers[name]
    const text = typeof value === 'string' ? value : value?.join(', ')
    if (text !== undefined && !SECRET_VALUE.test(text)) forwarded[name] = text
  }
  return forwarded
}

const goesOn = remembering((name) => FORWARDED.has(name) || (FORWARDED_FAMILY.test(name) && !SECRET_NAME.test(name)))

/** What leads a client to another host; Bedrock sends none of them. */
const LEADING_ELSEWHERE = new Set(['alt-svc', 'location', 'refresh'])

/**
 * The response headers that go on to the client, out of and as a flat list of names and values, in the order and the
 * letters in which they came. Left out are the hop-by-hop ones, those that `connection` names, and what leads elsewhere.
 * `own` are headers of this proxy's that follow them.
 */
export function endToEndResponseHeaders(headers: readonly string[], own: readonly string[] = []): string[] {
  const endToEnd: string[] = []
  let named = NO_NAMES
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? ''
    const value = headers[i + 1] ?? ''
    if (comesBack(name)) endToEnd.push(name, value)
    else if (lowerCased(name) === 'connection') named = union(named, namesIn(value))
  }
  const all = named === NO_NAMES ? endToEnd : without(named, endToEnd)
  for (const text of own) all.push(text)
  return all
}

/** A header's name in lower case. */
export const lowerCased = remembering((name) => name.toLowerCase())

const comesBack = remembering((name) => !HOP_BY_HOP.has(lowerCased(name)) && !LEADING_ELSEWHERE.has(lowerCased(name)))

function without(names: ReadonlySet<string>, flat: readonly string[]): string[] {
  return flat.filter((_, i) => !names.has(lowerCased(flat[i - (i % 2)] ?? '')))
}

/** Nearly every connection says that it is kept alive, and nothing else, which goes on in no case. */
function union(some: ReadonlySet<string>, more: ReadonlySet<string>): ReadonlySet<string> {
  for (const name of more) if (comesBack(name)) return new Set([...some, ...more])
  return some
}

const namesIn = remembering(
  (connection): ReadonlySet<string> => new Set(connection.split(',').map((name) => name.trim().toLowerCase())),
)

/**
 * A flat header list as an object by lower-case name, the form that HTTP/2 responses take. Repeated values are joined
 * (RFC 9110 §5.3), because Node throws where a name such as `etag` has several; only `set-cookie` stays a list.
 */
export function headerObject(flat: readonly string[]): Record<string, string | string[]> {
  // No prototype: a header may be called `constructor`.
  const object: Record<string, string | string[]> = Object.create(null)
  for (let i = 0; i < flat.length; i += 2) {
    const name = (flat[i] ?? '').toLowerCase()
    const value = flat[i + 1] ?? ''
    const earlier = object[name]
    object[name] = earlier === undefined ? value : gather(name, earlier, value)
  }
  return object
}

function gather(name: string, earlier: string | string[], value: string): string | string[] {
  return name === 'set-cookie' ? [earlier, value].flat() : `${earlier}, ${value}`
}
