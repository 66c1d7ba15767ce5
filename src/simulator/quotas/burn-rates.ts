/** How the tokens of a model count towards its quotas. */
export type BurnRow = {
  readonly models: RegExp
  /** Tokens of quota that one output token takes. */
  readonly burn: number
  /** What is reserved for an answer where the request sets no limit. */
  readonly maxOutputTokens: number
  readonly source: string
  /** Month in which the source was read. */
  readonly date: string
}

const BURNDOWN = { source: "AWS's user guide, How tokens are counted in Amazon Bedrock", date: '2026-11' }

/** The first row that a foundation model ID matches holds; the last one is for all others. */
export const BURN_ROWS: readonly BurnRow[] = [
  { models: /anthropic\.claude-(?:opus|sonnet|haiku|fable)-[4-9]/, burn: 5, maxOutputTokens: 64_000, ...BURNDOWN },
  { models: /anthropic\.claude-3-7/, burn: 5, maxOutputTokens: 64_000, ...BURNDOWN },
  { models: /anthropic\.claude-3/, burn: 1, maxOutputTokens: 8192, ...BURNDOWN },
  { models: /^/, burn: 1, maxOutputTokens: 10_000, ...BURNDOWN },
]

/** The row of a model. */
export function burnOf(modelId: string): BurnRow {
  return BURN_ROWS.find(({ models }) => models.test(modelId)) as BurnRow
}
