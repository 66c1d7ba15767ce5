/** What a sentence of AWS's names, as far as it does. */
export type AdviceFacts = {
  /** Such as `bedrock:InvokeModel`. */
  readonly action?: string
  /** The Region of the resource; empty where the resource belongs to none, as the model behind a global profile. */
  readonly region?: string
  /** What the action was on, such as `foundation-model`. */
  readonly resource?: string
  readonly model?: string
  /** What the request sets as the limit of its answer, in tokens. */
  readonly tokenLimit?: TokenLimit
}

/** How long an answer may be, in tokens; `unset` where a request does not say. */
export type TokenLimit = number | 'unset'

/** One sentence of AWS's, and what a person does about it. */
export type AdviceRow = {
  /** Stable: the log has it. */
  readonly name: string
  readonly statuses: readonly number[]
  /** AWS's words as people paste them, with `…` for what differs. */
  readonly sentence: string
  /** Where the words were seen. */
  readonly source: string
  readonly words: RegExp
  readonly facts?: (message: string) => AdviceFacts
  /** One sentence on what it means. */
  readonly cause: (facts: AdviceFacts) => string
  /** One sentence on what to do. */
  readonly remedy: (facts: AdviceFacts) => string
}
