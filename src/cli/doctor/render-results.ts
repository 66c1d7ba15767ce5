import type { Paint, Style } from '../print.ts'
import type { CheckStatus } from './check-row.ts'
import type { CheckResult } from './run-checks.ts'

/** The results for a person: a line each, and below it what to do. */
export function renderResults(results: readonly CheckResult[], paint: Paint): string[] {
  const width = Math.max(...results.map(({ check }) => check.length))
  const lines = results.flatMap(({ check, status, finding, remedy }) => {
    const [mark, style] = MARKS[status]
    const line = `${paint(style, mark)} ${check.padEnd(width)}  ${finding}`
    return remedy === undefined ? [line] : [line, `  ${' '.repeat(width)}  ${paint('cyan', `→ ${remedy}`)}`]
  })
  return [...lines, '', summary(results)]
}

const MARKS: Record<CheckStatus, readonly [mark: string, style: Style]> = {
  ok: ['✓', 'green'],
  warn: ['!', 'yellow'],
  failed: ['✗', 'red'],
  skipped: ['-', 'dim'],
}

function summary(results: readonly CheckResult[]): string {
  const count = (wanted: CheckStatus) => results.filter(({ status }) => status === wanted).length
  const [failures, warnings] = [count('failed'), count('warn')]
  if (failures + warnings === 0) return 'Nothing is wrong.'
  return `${failures} failed, ${warnings} to look at.`
}
