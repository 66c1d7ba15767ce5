import { printableJson } from '../bedrock/printable.ts'
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
 * The line of one finished request as JSON, as the log writes its own, and as printable: put together text by text, because every
 * request has one. It goes without the log's redaction: a RequestRecord has no field for a secret.
 */
export function requestLine(record: RequestRecord, { level, atMs, cause, frames }: LineFacts): string {
  let line = `{"level":"${level}","time":"${isoTime(atMs)}"`
  for (const name in record) {
    const value = record[name as keyof RequestRecord]
    if (value !== undefined) line += member(name, value)
  }
  if (cause !== undefined) line += member('cause', cause)
  if (frames !== undefined) line += member('frames', frames)
  return `${line},"msg":"request"}\n`
}

type Value = string | number | readonly string[]

/** A member as it was written last: in most of them a request says what the one before it said. */
type Written = { readonly label: string; value: Value | undefined; text: string }

const LAST = new Map<string, Written>()

function member(name: string, value: Value): string {
  const last = LAST.get(name) ?? begun(name)
  if (last.value !== value) {
    last.value = value
    last.text = last.label + json(value)
  }
  return last.text
}

function begun(name: string): Written {
  const written = { label: `,"${name}":`, value: undefined, text: '' }
  LAST.set(name, written)
  return written
}

/** Times are told to a hundredth of a millisecond; every other number is whole. */
function json(value: Value): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  return typeof value === 'string' && IS_PLAIN.test(value) ? `"${value}"` : printableJson(JSON.stringify(value))
}

/** What JSON writes as it is. */
const IS_PLAIN = /^[ !#-[\]-~]*$/

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
