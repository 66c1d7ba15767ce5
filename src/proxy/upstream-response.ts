/** Takes a response body chunk by chunk. After `end` or `fail` nothing more comes. */
export type ResponseSink = {
  /** Returns false to pause the upstream until `resume` is called. */
  data(chunk: Buffer): boolean
  /** The body is complete. */
  end(): void
  /** The upstream broke off before the body was complete. */
  fail(error: Error): void
}

/** A response whose head has arrived; the same for both lanes. */
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

/** The name of the exception that a response of AWS's carries in its head; empty where it carries none. */
export function exceptionOf(response: UpstreamResponse): string {
  return response.header('x-amzn-errortype')?.split(':', 1)[0] ?? ''
}
