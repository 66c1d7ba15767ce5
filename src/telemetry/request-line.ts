import type { RequestRecord } from './request-record.ts'

/** What of a request stands in its line beside the record. */
export type LineFacts = {
  readonly level: 'info' | 'warn' | 'error'
  /** When it was over, in milliseconds since 1970. */
  readonly atMs: number
  /** What lies behind its error. */
  readonly cause?: string
  /** Where that arose. */
  readonly frames?: readonly string[]
}

/**
 * The line of one finished request as JSON, as the log writes its own: put together text by text, because every request has one. It
 * goes without the log's redaction: a RequestRecord has no field for a secret.
 */
export function requestLine(record: RequestRecord, { level, atMs, cause, frames }: LineFacts): string {
  let line = `{"level":"${level}","time":"${isoTime(atMs)}"`
  for (const name in record) {
    const value = record[name as keyof RequestRecord]
    if (value !== undefined) line += `,"${name}":${written(value)}`
  }
  if (cause !== undefined) line += `,"cause":${JSON.stringify(cause)}`
  if (frames !== undefined) line += `,"frames":${JSON.stringify(frames)}`
  return `${line},"msg":"request"}\n`
}

/** Times are told to a hundredth of a millisecond; every other number is whole. */
function written(value: string | number | readonly string[]): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : JSON.stringify(value)
}

let second = Number.NaN
let secondText = ''

/** As `Date.toISOString` writes it, which is asked once for each second. */
function isoTime(atMs: number): string {
  const itsSecond = Math.floor(atMs / 1000)
  if (itsSecond !== second) {
    second = itsSecond
    secondText = new Date(itsSecond * 1000).toISOString().slice(0, -'000Z'.length)
  }
  return `${secondText}${String(atMs - itsSecond * 1000).padStart(3, '0')}Z`
}
