import type { IncomingHttpHeaders } from 'node:http'

/** The name of one proxy in `via` headers: nobody else's, so that a request which comes back is known by it. */
export function createViaName(uniquePart: string): string {
  return `bedrock-profile-proxy-${uniquePart}`
}

/** Adds this hop to a request's `via` header, in place: whatever lane the request takes, it goes on with it (RFC 9110 §7.6.3). */
export function markPassage(headers: IncomingHttpHeaders, ownName: string): void {
  const hop = `1.1 ${ownName}`
  headers.via = headers.via ? `${headers.via}, ${hop}` : hop
}

/** True for a request that has been here before. */
export function hasPassed({ via }: IncomingHttpHeaders, ownName: string): boolean {
  return via?.split(/[\s,]+/).includes(ownName) ?? false
}
