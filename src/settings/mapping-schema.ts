import { type FileForm, type Issue, type SettingSchema, unlike } from './setting-schemas.ts'

/** The keys and values of a mapping in the settings file, as they were written. */
export type Entries = readonly (readonly [key: string, value: unknown])[]

/** Reports a problem with what stands under a path of keys; the message completes "PATH must be …". */
export type Report = (path: readonly string[], message: string) => void

/** A schema for a mapping, whose form in the file says what may stand in it. `read` makes the value of its entries, and reports every problem with them. */
export function mapping<Value>(
  expected: string,
  form: FileForm,
  read: (entries: Entries, report: Report) => Value,
): SettingSchema<Value> {
  return {
    form: { type: ['object', 'null'], ...form },
    safeParse(given) {
      const issues: Issue[] = []
      const report: Report = (path, message) => void issues.push({ path, message })
      const entries = entriesIn(given)
      if (!entries) report([], expected)
      const data = read(entries ?? [], report)
      return issues.length > 0 ? unlike(issues) : { success: true, data }
    },
  }
}

/** The entries of a mapping; none where nothing stands behind its key, undefined where no mapping does. */
export function entriesIn(given: unknown): Entries | undefined {
  if (given === '' || given === null) return []
  return typeof given === 'object' && !Array.isArray(given) ? Object.entries(given) : undefined
}
