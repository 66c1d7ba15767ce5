import { DENIALS } from './advice/denials.ts'
import { QUOTAS } from './advice/quotas.ts'
import { REFUSED_REQUESTS } from './advice/refused-requests.ts'
import type { AdviceFacts, AdviceRow } from './advice-row.ts'

/** What AWS says, in its own words, and what a person does about it. The first row that knows the words is meant. */
export const ADVICE: readonly AdviceRow[] = [...DENIALS, ...QUOTAS, ...REFUSED_REQUESTS]

/** Advice on one answer of AWS's; it names no account and nobody. */
export type Advice = { readonly name: string; readonly cause: string; readonly remedy: string }

/** What AWS's refusal means and what to do, as far as the request is known; undefined for words that no row knows. */
export function adviseOn(status: number, message: string, asked: AdviceFacts = {}): Advice | undefined {
  const row = ADVICE.find((one) => one.statuses.includes(status) && one.words.test(message))
  if (!row) return undefined
  const facts = { ...asked, ...row.facts?.(message) }
  return { name: row.name, cause: row.cause(facts), remedy: row.remedy(facts) }
}

/** The two sentences as one text. */
export function adviceText({ cause, remedy }: Pick<Advice, 'cause' | 'remedy'>): string {
  return `${cause} ${remedy}`
}

/** A row as documentation tells it, where nothing is known of a request. */
export function generalAdvice({ cause, remedy }: AdviceRow): { readonly cause: string; readonly remedy: string } {
  const facts: AdviceFacts = {}
  return { cause: cause(facts), remedy: remedy(facts) }
}
