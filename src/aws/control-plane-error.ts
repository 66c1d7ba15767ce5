/** What the control plane did instead of answering as its API says. */
export type ControlPlaneProblem = {
  /** AWS's exception name, or a word of ours where AWS named none: `http-502`, `malformed`, `endless`. */
  readonly code: string
  /** How long AWS asked to be left alone, from its `retry-after`. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** The control plane refused, or answered what its API does not allow. Its message holds nothing of the answer. */
export class ControlPlaneError extends Error {
  override readonly name = 'ControlPlaneError'
  readonly code: string
  readonly retryAfterMs: number | undefined

  constructor(message: string, { code, retryAfterMs, cause }: ControlPlaneProblem) {
    super(message, { cause })
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
