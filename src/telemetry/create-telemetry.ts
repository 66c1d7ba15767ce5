import type { Log } from './create-log.ts'
import type { Metrics } from './create-metrics.ts'
import type { RequestRecord, Telemetry } from './request-record.ts'

/**
 * Writes each request's one log line and counts it. `modelLabel` bounds the models that become metric labels. The line
 * goes without the log's redaction, which costs more than the line: a RequestRecord has no field for a secret.
 */
export function createTelemetry(log: Log, metrics: Metrics, modelLabel: (record: RequestRecord) => string): Telemetry {
  const requestLog = log.child({}, { redact: [] })
  return {
    streamOpened: () => metrics.openStreams.inc(),
    streamClosed: () => metrics.openStreams.dec(),
    requestFinished(record, cause) {
      metrics.observe(record, modelLabel(record))
      // A child keeps the level that its parent had; the settings may have changed it since.
      if (requestLog.levelVal !== log.levelVal) requestLog.level = log.level
      const line = { ...record, ...rounded(record), ...causeFields(cause, log.isLevelEnabled('trace')) }
      requestLog[levelOf(record)](line, 'request')
    },
  }
}

/** What its user has to mend stands out; a client's own mistakes do not. */
function levelOf({ error, fault = 'client' }: RequestRecord): 'info' | 'warn' | 'error' {
  if (error === 'internal') return 'error'
  return fault === 'client' ? 'info' : 'warn'
}

function rounded({ firstByteMs, totalMs }: RequestRecord): { totalMs: number; firstByteMs?: number } {
  return { totalMs: round(totalMs), ...(firstByteMs !== undefined && { firstByteMs: round(firstByteMs) }) }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}

/** Name and code only, and where it arose: messages of other libraries may quote what they were given. */
function causeFields(cause: unknown, withFrames: boolean): { cause?: string; frames?: readonly string[] } {
  if (!(cause instanceof Error)) return {}
  const code = 'code' in cause ? ` ${String(cause.code)}` : ''
  return { cause: `${cause.name}${code}`, ...(withFrames && { frames: framesOf(cause) }) }
}

/** The lines of a stack that are no part of its message. */
function framesOf({ stack = '', message }: Error): string[] {
  const lines = stack.replace(message, '').split('\n')
  return lines.filter((line) => STACK_FRAME.test(line)).map((line) => line.trim())
}

const STACK_FRAME = /^ {4}at .*:\d+:\d+\)?$/
