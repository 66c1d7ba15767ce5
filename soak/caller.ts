import type { Readable } from 'node:stream'

/** A request as a client sends it: always a POST of JSON. */
export type SoakRequest = {
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The head of an answer, and its body still to be read. */
export type AnswerHead = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readable
}

/** A client over one HTTP version that keeps its connections. */
export type Caller = {
  /** The HTTP version. */
  readonly name: string
  /** Rejects where no head came, or the signal was given before. */
  open(request: SoakRequest, signal: AbortSignal): Promise<AnswerHead>
  close(): void
}
