import type { AdviceRow } from '../advice-row.ts'

type PlainRow = Pick<AdviceRow, 'source' | 'words'> & { readonly cause: string; readonly remedy: string }

/** A row for a sentence that names nothing. */
export function plain(name: string, statuses: readonly number[], sentence: string, row: PlainRow): AdviceRow {
  const { source, words, cause, remedy } = row
  return { name, statuses, sentence, source, words, cause: () => cause, remedy: () => remedy }
}
