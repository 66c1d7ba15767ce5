import type { Log } from './create-log.ts'
import type { Metrics } from './create-metrics.ts'
import { type LineFacts, requestLine } from './request-line.ts'
import type { RequestRecord, Telemetry } from './request-record.ts'

/**
 * Writes each request's one line and counts it. `modelLabel` bounds the models that become metric labels. The line is made when it
 * is written, after its request.
 */
export function createTelemetry(log: Log, metrics: Metrics, modelLabel: ModelLabel): Telemetry {
  return {
    streamOpened: metrics.openStreams.inc,
    streamClosed: metrics.openStreams.dec,
    requestFinished(record, cause) {
      const model = modelLabel(record)
      metrics.observe(record, model)
      if (record.movedFrom) metrics.moved(placeLabel(record.movedFrom, modelLabel), `${record.region}/${model}`)
      const level = levelOf(record)
      if (!log.isLevelEnabled(level)) return
      const facts = { level, atMs: Date.now(), ...(cause !== undefined && causeFields(cause, log)) }
      log.writeLater(() => requestLine(record, facts))
    },
  }
}

/** The label of a model in a Region. */
export type ModelLabel = (where: Pick<RequestRecord, 'region' | 'sentModel'>) => string

/** The place with the model's label in the place of the model. */
function placeLabel(place: string, modelLabel: ModelLabel): string {
  const slash = place.indexOf('/')
  const region = place.slice(0, slash)
  return `${region}/${modelLabel({ region, sentModel: place.slice(slash + 1) })}`
}

/** What its user has to mend stands out; a client's own mistakes do not. */
function levelOf({ error, fault = 'client' }: RequestRecord): 'info' | 'warn' | 'error' {
  if (error === 'internal') return 'error'
  return fault === 'client' ? 'info' : 'warn'
}

/** Name and code only, and where it arose: messages of other libraries may quote what they were given. */
function causeFields(cause: unknown, log: Log): Pick<LineFacts, 'cause' | 'frames'> {
  if (!(cause instanceof Error)) return {}
  const code = 'code' in cause ? ` ${String(cause.code)}` : ''
  return { cause: `${cause.name}${code}`, ...(log.isLevelEnabled('trace') && { frames: framesOf(cause) }) }
}

/** The lines of a stack that are no part of its message. */
function framesOf({ stack = '', message }: Error): string[] {
  const lines = stack.replace(message, '').split('\n')
  return lines.filter((line) => STACK_FRAME.test(line)).map((line) => line.trim())
}

const STACK_FRAME = /^ {4}at .*:\d+:\d+\)?$/
