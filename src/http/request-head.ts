import type { IncomingRequest } from './dual-server.ts'
import { remembering } from './remembering.ts'

/** What one look at each raw header of a request tells. */
export type RequestHead = {
  readonly fields: number
  /** Of all names and values. */
  readonly characters: number
  /** True where a name is no token (RFC 9110 §5.1). HTTP/2's pseudo-headers are checked by nghttp2. */
  readonly hasOddName: boolean
  /**
   * The one Host or :authority, in the letters in which it came; undefined where there is none, where it is malformed, or where a
   * second one contradicts it. HTTP/2 allows both, if they are equal (RFC 9113 §8.3.1).
   */
  readonly authority: string | undefined
}

/** Goes once through the headers of a request, as they came. */
export function readRequestHead({ rawHeaders, httpVersionMajor }: IncomingRequest): RequestHead {
  let characters = 0
  let hasOddName = false
  let claims = 0
  let authority: string | undefined
  let isContradicted = false
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    const value = rawHeaders[i + 1] ?? ''
    characters += name.length + value.length
    const kind = kindOf(name)
    if (kind === 'odd') hasOddName = true
    if (kind !== 'authority') continue
    claims++
    authority ??= value
    isContradicted ||= value !== authority
  }
  const isSingle = claims === 1 || (claims === 2 && httpVersionMajor === 2 && !isContradicted)
  return {
    fields: rawHeaders.length / 2,
    characters,
    hasOddName,
    authority: isSingle && authority !== undefined && isAuthority(authority) ? authority : undefined,
  }
}

const FIELD_NAME = /^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

const kindOf = remembering((name) => {
  if (!FIELD_NAME.test(name)) return 'odd'
  return name === ':authority' || name.toLowerCase() === 'host' ? 'authority' : 'other'
})

/** Host name, or IPv6 address in brackets, and port; no user information, no path (RFC 9110 §4.2.3 and §7.2). */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?$/i

const isAuthority = remembering((text) => AUTHORITY.test(text))

/** The host of an authority in lower case, without its port. */
export const hostOf = remembering((authority) => authority.replace(/:[0-9]+$/, '').toLowerCase())
