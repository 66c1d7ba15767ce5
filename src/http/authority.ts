import type { IncomingRequest } from './dual-server.ts'

/** Host name, or IPv6 address in brackets, and port; no user information, no path (RFC 9110 §4.2.3 and §7.2). */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?$/i

/**
 * The one Host or :authority of a request, in the letters in which it came; undefined where there is none, where it is
 * malformed, or where a second one contradicts it. HTTP/2 allows both, if they are equal (RFC 9113 §8.3.1).
 */
export function authorityOf({ rawHeaders, httpVersionMajor }: IncomingRequest): string | undefined {
  const claims = rawHeaders.filter((_, i) => i % 2 === 1 && isAuthorityName(rawHeaders[i - 1]))
  const [claim = ''] = claims
  const isSingle = claims.length === 1 || (httpVersionMajor === 2 && claims.length === 2 && claim === claims[1])
  return isSingle && AUTHORITY.test(claim) ? claim : undefined
}

/** The host of an authority in lower case, without its port. */
export function hostOf(authority: string): string {
  return authority.replace(/:[0-9]+$/, '').toLowerCase()
}

function isAuthorityName(name: string | undefined): boolean {
  return name === ':authority' || name?.toLowerCase() === 'host'
}
