import type { Departure } from '../http/client-presence.ts'
import type { Query } from '../http/query-string.ts'
import type { HashedBody } from './body.ts'

/** A request as it will go upstream, but for its authentication. */
export type UpstreamRequest = {
  readonly method: string
  /** Percent-encoded, without the query. */
  readonly path: string
  readonly query: Query
  /** End-to-end headers by lower-case name, without host and content-length. */
  readonly headers: Record<string, string>
  readonly body: HashedBody
}

/** A request exactly as it goes out. */
export type SignedRequest = {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly target: string
  /** Every header that is sent, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: HashedBody
}

/**
 * What carries one signed request to an endpoint: resolves with the head of the response, rejects where none came, if it
 * can with what it knows of the connection. A client that leaves gives the request up.
 */
export type Lane = (request: SignedRequest, departure: Departure) => Promise<UpstreamResponse>

/** A response whose head has arrived; the same for every lane. */
export type UpstreamResponse = {
  readonly status: number
  readonly statusText: string
  /** Names and values by turns, as they came. */
  readonly headers: readonly string[]
  /** The value of a header by its lower-case name; of repeated ones the first, or all joined. */
  header(name: string): string | undefined
  /** Hands over the body, what has already arrived first. To be called once, in the turn in which the head was received. */
  pipeTo(sink: ResponseSink): void
  /** Lets the upstream go on after `data` returned false. */
  resume(): void
}

/** Takes a response body chunk by chunk. After `end` or `fail` nothing more comes. */
export type ResponseSink = {
  /** Returns false to pause the upstream until `resume` is called. */
  data(chunk: Buffer): boolean
  /** The body is complete. */
  end(): void
  /** The upstream broke off before the body was complete. */
  fail(error: Error): void
}

/** The name of the exception that a response of AWS's carries in its head; empty where it carries none. */
export function exceptionOf(response: Pick<UpstreamResponse, 'header'>): string {
  return response.header('x-amzn-errortype')?.split(':', 1)[0] ?? ''
}
