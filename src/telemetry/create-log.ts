import { type Logger, pino } from 'pino'
import { printable, printableJson } from '../bedrock/printable.ts'
import { prettyLine } from './pretty-line.ts'

/** Which lines are written, and how they look. */
export type LogOptions = {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly format: 'pretty' | 'json'
  readonly useColor: boolean
}

/** Takes fields and a sentence, at a level. */
export type Log = Logger & {
  /** Takes what makes a whole line of JSON, printable as it is, in its turn among the other lines, and asks for it when it is written. */
  readonly writeLater: (make: () => string) => void
}

/** Takes whole lines, each with its line feed. */
export type LineSink = {
  write(line: string): unknown
  /** Takes what makes a line, and asks for it when it is written; absent where lines are written at once. */
  writeLater?(make: () => string): void
}

/** Names of fields whose values are secrets wherever they stand; nothing logs them, and this catches what would. */
const SECRET_FIELDS = [
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'x-amz-security-token',
  'cookie',
  'set-cookie',
  'secretAccessKey',
  'sessionToken',
  'bearerToken',
  'clientToken',
  'token',
  'password',
]

/** A terminal would obey some characters that a client can send. */
function writtenOut(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? printable(value) : value
}

/**
 * A log of one line per event: JSON for machines, or short text for a person at a terminal. It is handed names, codes
 * and sentences of the proxy's own, never an error of a library: its message may quote what the library was given.
 */
export function createLog(to: LineSink, { level, format, useColor }: LogOptions): Log {
  const paths = SECRET_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`])
  const pretty = (line: string) => prettyLine(JSON.parse(line, writtenOut), useColor)
  const write = (line: string) => to.write(format === 'json' ? printableJson(line) : pretty(line))
  const inFormat = (make: () => string) => (format === 'json' ? make : () => pretty(make()))
  const writeLater = (make: () => string) =>
    to.writeLater ? to.writeLater(inFormat(make)) : void to.write(inFormat(make)())
  const formatters = { level: (label: string) => ({ level: label }) }
  const timestamp = pino.stdTimeFunctions.isoTime
  const logger = pino({ level, base: null, timestamp, formatters, redact: paths }, { write })
  return Object.assign(logger, { writeLater })
}
