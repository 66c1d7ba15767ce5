import type { RequestRecord } from './request-record.ts'

/** One send of a request, as it is traced. Times are of `performance.now()`. */
export type TracedSend = {
  readonly startedAt: number
  /** When the head of an answer was there, or it was clear that none comes. */
  readonly endedAt: number
  readonly method: string
  /** The path of the operation, with `{label}` for what differs. */
  readonly pathTemplate: string
  readonly region: string
  /** `host:port`, or `host`. */
  readonly host: string
  /** The identifier that it was sent under, and why that one. */
  readonly model?: string | undefined
  readonly reason?: string | undefined
  /** What was done about the answer before it. */
  readonly remedy?: string | undefined
  /** Of the answer; absent where none came. */
  readonly status?: number | undefined
  /** True where the events of the answer come one by one. */
  readonly isStream: boolean
  /** AWS's name of the exception that the answer is. */
  readonly exception?: string | undefined
  /** Code of this proxy's own error, where no answer came. */
  readonly error?: string | undefined
}

/** What is traced of a request beside its record. */
export type TracedRequest = {
  readonly startedAt: number
  /** True for an operation whose answers cost tokens. */
  readonly usesTokens: boolean
}

/** The trace of one request. */
export type RequestTrace = {
  sent(send: TracedSend): void
  /** It is over; whatever is told of it later is lost. */
  finished(record: RequestRecord, request: TracedRequest): void
}

/** The headers by which a client tells whose trace a request is part of (W3C Trace Context). */
export type TraceContext = { readonly traceparent?: string | undefined; readonly tracestate?: string | undefined }

/** Traces requests. Never throws, and waits for nobody. */
export type Tracer = {
  begin(context: TraceContext): RequestTrace
  /** Sends what is left, for as long as is given at most. Never rejects. */
  close(limitMs: number): Promise<void>
}
