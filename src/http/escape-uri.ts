/** RFC 3986: only unreserved characters stay. `encodeURIComponent` leaves five more, which SigV4 escapes. */
export function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
