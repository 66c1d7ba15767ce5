import type { Departure } from '../http/client-presence.ts'
import type { Query } from '../http/query-string.ts'
import type { Body, HashedBody } from './body.ts'

/** A request as it will go upstream, but for its authentication. */
export type UpstreamRequest = {
  readonly method: string
  /** Percent-encoded, without the query. */
  readonly path: string
  readonly query: Query
  /** End-to-end headers by lower-case name, without host and content-length. */
  readonly headers: Record<string, string>
  readonly body: Body
}

/** A request exactly as it goes out. */
export type SignedRequest = {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly target: string
  /** Every header that is sent, lower-case names and values by turns. */
  readonly headers: readonly string[]
  readonly body: HashedBody
}

/**
 * What carries one signed request to an endpoint: resolves with the head of the response, rejects where none came, with
 * what it knows of the connection (`lostOn`). A client that leaves gives the request up.
 */
export type Lane = (request: SignedRequest, departure: Departure) => Promise<UpstreamResponse>

/** What is known of the connection that an answer was to come over; undefined where the lane cannot tell. */
export type ConnectionFacts = {
  /** True where it had carried another request before. */
  readonly isReused?: boolean | undefined
  /** True where a byte of the answer had come. */
  readonly hasAnswered?: boolean | undefined
}

/** The error of a lane, with what it knows of the connection. */
export function lostOn(error: Error, connection: ConnectionFacts): Error {
  return Object.assign(error, { connection })
}

/** What a lane knew of the connection that an error came from; nothing where it told nothing. */
export function connectionOf(error: unknown): ConnectionFacts {
  return error instanceof Error && 'connection' in error ? (error.connection as ConnectionFacts) : {}
}

/** A response whose head has arrived; the same for every lane. */
export type UpstreamResponse = {
  readonly status: number
  readonly statusText: string
  /** Names and values by turns, as they came. */
  readonly headers: readonly string[]
  /** The value of a header by its lower-case name; of repeated ones the first, or all joined. */
  header(name: string): string | undefined
  /** The body where all of it has come by now; it is still to be handed over. Undefined where it has not, or nobody knows. */
  whole?(): readonly Buffer[] | undefined
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
