import type { Resolution } from '../bedrock/resolution.ts'

/**
 * What is told of one finished request, in the log and in the metrics. Never a header value that is secret, never a body. What is
 * undefined is not told: with all its fields in place a record takes less time and memory than one that grows.
 */
export type RequestRecord = {
  readonly requestId: string
  /** The name of the client token that was shown; absent where none is asked for. */
  readonly client?: string | undefined
  /** Operation name, or `-` where none matched. */
  readonly operation: string
  /** Method and path, shortened, where no operation matched. */
  readonly target?: string | undefined
  /** The model identifier that the client sent; absent where the request names none. */
  readonly requestedModel?: string | undefined
  /** The identifier that went upstream. */
  readonly sentModel?: string | undefined
  /** The Resolution's reason. */
  readonly reason?: string | undefined
  /** What was done about answers of Bedrock's before this one; absent where nothing was. */
  readonly remedies?: readonly string[] | undefined
  /** What was taken out of the request because Bedrock refuses it, such as `beta=a,b`, `field=tools[].x`, `learned`. */
  readonly repaired?: readonly string[] | undefined
  /** What Claude Code says of a request: whose conversation it is part of, and what kind it is. */
  readonly session?: string | undefined
  readonly agent?: string | undefined
  readonly requestClass?: string | undefined
  /** The nearest IDs to one that Bedrock refused. */
  readonly hint?: string | undefined
  readonly region: string
  /** The first choice as `region/model`, where the request went to another place because Bedrock throttles that one. */
  readonly movedFrom?: string | undefined
  /** HTTP status of the answer, upstream's or ours. */
  readonly status: number
  readonly ending: 'complete' | 'upstream-broke' | 'client-left' | 'answered-here'
  /** Why the answer broke off, such as `reset`, `connection-died`, `cut-frame`, `idle-timeout` or `client-stalled`. */
  readonly brokenBy?: string | undefined
  /** Code of this proxy's own error. */
  readonly error?: string | undefined
  /** What was said in it: what happened and what to do. */
  readonly why?: string | undefined
  /** Whose move it is after an error of this proxy's own. */
  readonly fault?: 'client' | 'proxy' | 'upstream' | undefined
  /** Which of AWS's refusals it was, by its name in the table of advice; absent where AWS refused nothing, or in words of its own. */
  readonly refusal?: string | undefined
  /** What AWS's refusal means and what to do. It names no account and nobody. */
  readonly advice?: string | undefined
  /** How many times the request was sent upstream for the answer; 0 where it never was. */
  readonly attempts: number
  /** From the request's head to the first byte of the answer's body, in milliseconds. */
  readonly firstByteMs?: number | undefined
  /** From the request's head to the end of the answer, in milliseconds. */
  readonly totalMs: number
  readonly requestBytes: number
  readonly responseBytes: number
  /** As Bedrock counts them, in the headers of its answer or in the answer itself; absent where it does not. */
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  /** Input tokens that came out of the prompt cache, or were written to it; they are no part of `inputTokens`. */
  readonly cacheReadTokens?: number | undefined
  readonly cacheWriteTokens?: number | undefined
  /** What of the latter was written for five minutes, and for an hour, where that was told. */
  readonly cacheWrite5mTokens?: number | undefined
  readonly cacheWrite1hTokens?: number | undefined
  /** Of a model's answer that broke off: `so-far`, its counts may not be the last ones. Of any that told no count: `untold`. */
  readonly usage?: 'so-far' | 'untold' | undefined
}

/** Where requests report to. */
export type Telemetry = {
  /** An answer begins to be relayed. */
  streamOpened(): void
  streamClosed(): void
  /**
   * A request is over, however it ended. `cause` is what lies behind an error of this proxy; `resolution` is what became of
   * the model, where there is one.
   */
  requestFinished(record: RequestRecord, cause?: unknown, resolution?: Resolution): void
}
