import { escapeUri } from './escape-uri.ts'

/** Decoded query parameters in the order in which they stand in a request target. */
export type Query = readonly (readonly [name: string, value: string])[]

/** A query as it goes out: every name and value percent-encoded by the rules that SigV4's canonical form follows. */
export function queryString(query: Query): string {
  return query.map(([name, value]) => `${escapeUri(name)}=${escapeUri(value)}`).join('&')
}

/** Path and query as they stand in a request line; no `?` where there is no query. */
export function requestTarget(path: string, query: Query): string {
  return query.length === 0 ? path : `${path}?${queryString(query)}`
}
