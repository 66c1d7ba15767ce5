import type { Patient } from './patient.ts'

/** How a check came out: `warn` where the proxy serves all the same, `skipped` where there was nothing to look at. */
export type CheckStatus = 'ok' | 'warn' | 'failed' | 'skipped'

/** What was found, and what to do about it; nothing secret stands in either. */
export type Finding = { readonly status: CheckStatus; readonly finding: string; readonly remedy?: string }

/** One thing that is looked at. */
export type CheckRow = {
  /** As `--json` has it. */
  readonly name: string
  /** Rejects where the thing cannot be looked at, with the sentence on why. */
  readonly look: (patient: Patient) => Promise<Finding> | Finding
  /** True for a row that makes no sense without settings that are right. */
  readonly needsSettings: boolean
}
