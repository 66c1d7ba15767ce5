import type { Departure } from '../http/client-presence.ts'
import type { HashedBody } from './body.ts'
import { isConnectionLost, upstreamError } from './upstream-error.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/** A request exactly as it goes out. */
export type SignedRequest = {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly target: string
  /** Every header that is sent, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: HashedBody
}

/** Sends one request; resolves with the head of the response, rejects where none came. A client that leaves gives the request up. */
export type Lane = (request: SignedRequest, departure: Departure) => Promise<UpstreamResponse>

/** A response whose head has arrived, and how many times the request was sent for it. */
export type Forwarded = { readonly response: UpstreamResponse; readonly attempts: number }

const MAX_ATTEMPTS = 2
/** A stale connection answers the first packet with a reset. One that breaks later may have cost money already. */
const STALE_WITHIN_MS = 1_000

/**
 * Sends a request upstream. A connection that is lost at once is tried once more: a server may close an idle connection
 * at the very moment it is used again.
 * @throws ProxyError `upstream-unreachable`, `upstream-timeout`, `upstream-untrusted`
 */
export async function forwardRequest(lane: Lane, request: SignedRequest, departure: Departure): Promise<Forwarded> {
  for (let attempts = 1; ; attempts++) {
    const sentAt = performance.now()
    try {
      return { response: await lane(request, departure), attempts }
    } catch (error) {
      const isStale = isConnectionLost(error) && performance.now() - sentAt <= STALE_WITHIN_MS
      if (attempts === MAX_ATTEMPTS || departure.hasHappened || !isStale) throw upstreamError(error, attempts)
    }
  }
}
