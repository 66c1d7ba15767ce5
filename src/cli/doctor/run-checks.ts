import type { CheckRow, Finding } from './check-row.ts'
import { failed, inTwo, skipped } from './findings.ts'
import type { Patient } from './patient.ts'

/** What a check came to; `--json` prints a list of these. */
export type CheckResult = Finding & { readonly check: string }

/** No check takes longer, whatever the network does. */
const LIMIT_MS = 3_000

/** Runs every check at once, each within its limit. Never rejects. */
export function runChecks(rows: readonly CheckRow[], patient: Patient, limitMs = LIMIT_MS): Promise<CheckResult[]> {
  return Promise.all(rows.map(async (row) => ({ check: row.name, ...(await lookAt(row, patient, limitMs)) })))
}

async function lookAt(row: CheckRow, patient: Patient, limitMs: number): Promise<Finding> {
  if (row.needsSettings && !patient.loaded) return skipped('The settings have problems')
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(failed(`No answer within ${limitMs / 1000} s.`, 'Check the network.')), limitMs)
  })
  try {
    return await Promise.race([row.look(patient), overdue])
  } catch (error) {
    return inTwo(error)
  } finally {
    clearTimeout(timer)
  }
}
