import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** One line of the JSON log as text for a terminal; a request's line reads like a sentence. */
export function prettyLine(line: Readonly<Record<string, unknown>>, useColor: boolean): string {
  const paint = (style: Style, text: string) =>
    useColor && text !== '' ? styleText(style, text, { validateStream: false }) : text
  const { time, level, msg, frames, ...fields } = line
  const clock = paint('dim', localClock(String(time)))
  const text = fields.operation === undefined ? plainText(level, msg, fields, paint) : requestText(fields, paint)
  return `${clock} ${text}\n${frameLines(frames, paint)}`
}

/** Where a failure arose, one call per line, as every stack is shown. */
function frameLines(frames: unknown, paint: Paint): string {
  return Array.isArray(frames) ? frames.map((frame) => `${paint('dim', `  ${frame}`)}\n`).join('') : ''
}

/** JSON lines keep UTC; whoever reads this form compares it with the clock on the wall. */
function localClock(time: string): string {
  return new Date(time).toTimeString().slice(0, 8)
}

type Paint = (style: Style, text: string) => string

function plainText(level: unknown, msg: unknown, fields: Readonly<Record<string, unknown>>, paint: Paint): string {
  const { style, prefix } = LEVELS[String(level)] ?? { style: 'reset', prefix: '' }
  const details = Object.entries(fields).map(([name, value]) => paint('dim', `${name}=${printed(value)}`))
  return [paint(style, `${prefix}${msg}`), ...details].join(' ')
}

/** A colour alone would say nothing where there is none. */
const LEVELS: Readonly<Record<string, { readonly style: Style; readonly prefix: string }>> = {
  warn: { style: 'yellow', prefix: 'warning: ' },
  error: { style: 'red', prefix: 'error: ' },
}

function requestText(fields: Readonly<Record<string, unknown>>, paint: Paint): string {
  const {
    status,
    operation,
    requestedModel,
    sentModel,
    region,
    firstByteMs,
    totalMs,
    responseBytes,
    ending,
    brokenBy,
    client,
    advice,
    hint,
    repaired,
    movedFrom,
  } = fields
  const parts = [
    paint(Number(status) < 400 ? 'green' : 'red', String(status)),
    String(fields.target ?? operation),
    modelText(requestedModel, sentModel, paint),
    paint('dim', String(region)),
    client === undefined ? '' : `for ${client}`,
    `${printed(firstByteMs ?? totalMs)} ms first byte, ${printed(totalMs)} ms, ${printed(responseBytes)} B`,
    tokenText(fields),
    paint('red', errorText(fields) ?? unusual(ending)),
    brokenBy === undefined || brokenBy === fields.error ? '' : paint('red', `(${brokenBy})`),
    advice === undefined ? '' : paint('yellow', String(advice)),
    hint === undefined ? '' : `Near: ${hint}.`,
    Array.isArray(repaired) ? `repaired: ${repaired.join('; ')}` : '',
    movedFrom === undefined ? '' : `in place of ${movedFrom}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function modelText(requested: unknown, sent: unknown, paint: Paint): string {
  if (requested === undefined) return ''
  if (sent === undefined || sent === requested) return String(requested)
  return `${requested} ${paint('dim', '→')} ${paint('bold', String(sent))}`
}

function tokenText(fields: Readonly<Record<string, unknown>>): string {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, usage, ending } = fields
  if (inputTokens === undefined) return usage === 'untold' && ending !== 'complete' ? 'tokens untold' : ''
  return [
    `${inputTokens} tokens in`,
    `${outputTokens ?? '?'} out`,
    ...(cacheReadTokens ? [`${cacheReadTokens} from the cache`] : []),
    ...(cacheWriteTokens ? [`${cacheWriteTokens} into it`] : []),
  ].join(', ')
}

/** Its name for who searches for it, and its sentences for who reads. */
function errorText({ error, why }: Readonly<Record<string, unknown>>): string | undefined {
  if (error === undefined) return undefined
  return why === undefined ? String(error) : `${error}: ${why}`
}

function unusual(ending: unknown): string {
  return ending === 'complete' || ending === 'answered-here' ? '' : String(ending)
}

function printed(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
