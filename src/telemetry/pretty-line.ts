import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** One line of the JSON log as text for a terminal; a request's line reads like a sentence. */
export function prettyLine(line: Readonly<Record<string, unknown>>, useColor: boolean): string {
  const paint = (style: Style, text: string) =>
    useColor && text !== '' ? styleText(style, text, { validateStream: false }) : text
  const { time, level, msg, ...fields } = line
  const clock = paint('dim', String(time).slice(11, 19))
  const text = fields.operation === undefined ? plainText(level, msg, fields, paint) : requestText(fields, paint)
  return `${clock} ${text}\n`
}

type Paint = (style: Style, text: string) => string

function plainText(level: unknown, msg: unknown, fields: Readonly<Record<string, unknown>>, paint: Paint): string {
  const details = Object.entries(fields).map(([name, value]) => paint('dim', `${name}=${printed(value)}`))
  return [paint(LEVEL_STYLES[String(level)] ?? 'reset', String(msg)), ...details].join(' ')
}

const LEVEL_STYLES: Readonly<Record<string, Style>> = { warn: 'yellow', error: 'red' }

function requestText(fields: Readonly<Record<string, unknown>>, paint: Paint): string {
  const { status, operation, requestedModel, sentModel, region, firstByteMs, totalMs, responseBytes, error, ending } =
    fields
  const parts = [
    paint(Number(status) < 400 ? 'green' : 'red', String(status)),
    String(operation),
    modelText(requestedModel, sentModel, paint),
    paint('dim', String(region)),
    `${printed(firstByteMs ?? totalMs)} ms first byte, ${printed(totalMs)} ms, ${printed(responseBytes)} B`,
    tokenText(fields),
    paint('red', error === undefined ? unusual(ending) : String(error)),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function modelText(requested: unknown, sent: unknown, paint: Paint): string {
  if (requested === undefined) return ''
  if (sent === undefined || sent === requested) return String(requested)
  return `${requested} ${paint('dim', '→')} ${paint('bold', String(sent))}`
}

function tokenText({ inputTokens, outputTokens }: Readonly<Record<string, unknown>>): string {
  return inputTokens === undefined ? '' : `${inputTokens} tokens in, ${outputTokens ?? '?'} out`
}

function unusual(ending: unknown): string {
  return ending === 'complete' || ending === 'answered-here' ? '' : String(ending)
}

function printed(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
