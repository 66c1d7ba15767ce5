import type { DayCount } from '../server/day-tokens.ts'

const DAY_MS = 24 * 60 * 60_000
/** One more with each change of what stands in the file. */
const FORMAT = 1

/** What clients have used on one day, as the text of a file: names and numbers, nothing else. */
export function dayCountText({ day, tokens }: DayCount): string {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length)
  return `${JSON.stringify({ format: FORMAT, day: date, clients: Object.fromEntries(tokens) })}\n`
}

/**
 * The same, read again. What is no count of a client's is passed over.
 * @throws where the text is none of these
 */
export function parseDayCount(text: string): DayCount {
  const { format, day, clients } = objectIn(JSON.parse(text))
  const startsAtMs = DATE.test(String(day)) ? Date.parse(String(day)) : Number.NaN
  if (format !== FORMAT || Number.isNaN(startsAtMs)) throw new Error('It is no count of tokens.')
  const counts = Object.entries(objectIn(clients)).filter((one): one is [string, number] => isCount(one[1]))
  return { day: Math.floor(startsAtMs / DAY_MS), tokens: new Map(counts) }
}

const DATE = /^\d{4}-\d\d-\d\d$/

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Error('It is no count of tokens.')
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
