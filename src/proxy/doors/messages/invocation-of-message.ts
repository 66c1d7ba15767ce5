import type { IncomingHttpHeaders } from 'node:http'
import { type BetaReader, betaFlagKnownAs, betaFlagsIn, takesBetaFlag } from '../../../bedrock/beta-flags.ts'
import { ProxyError } from '../../../bedrock/errors.ts'
import { bytesBetween } from '../../../http/chunk-list.ts'
import { applyEdits, type Edit, insertion, removals } from '../../../http/json-edits.ts'
import type { ScannedObject } from '../../../http/json-object-scan.ts'
import type { FoundValue } from '../../../http/json-trail.ts'

/** A body of the Messages API, with what was found in it of `MESSAGE_MEMBERS` and of its model. */
export type Message = { readonly chunks: readonly Buffer[]; readonly object: ScannedObject }

/** A request of the Messages API as the body of InvokeModel, or of InvokeModelWithResponseStream where it asks for a stream. */
export type Invocation = { readonly chunks: readonly Buffer[]; readonly isStream: boolean }

/** What InvokeModel asks for in the place of the `anthropic-version` header. Source: Bedrock's page on Anthropic's Messages API. */
const ANTHROPIC_VERSION = 'bedrock-2023-05-31'

/**
 * Translates a body of the Messages API. `model` and `stream` go, `anthropic_version` comes where there is none, and the
 * `anthropic-beta` header becomes `anthropic_beta`; every other byte stays (docs/decisions/0013).
 * @throws ProxyError `malformed-body`
 */
export function invocationOfMessage(message: Message, headers: IncomingHttpHeaders): Invocation {
  return { isStream: asksForStream(message), chunks: translate(message, betasOf(headers, 'invoke'), []) }
}

/**
 * The same for a request that only counts tokens: it may lack `max_tokens`, without which no model runs. They must be more than
 * what a model may think.
 * @throws ProxyError `malformed-body`
 */
export function invocationToCount(message: Message, headers: IncomingHttpHeaders): readonly Buffer[] {
  const budget = valueIn(message, 'thinking.budget_tokens')?.value
  const maxTokens = `"max_tokens":${typeof budget === 'number' ? budget + 1 : 1}`
  const added = valueIn(message, 'max_tokens') ? [] : [maxTokens]
  return translate(message, betasOf(headers, 'count'), added, hasEmptyTools(message) ? TAKEN_OUT_OF_COUNTS : TAKEN_OUT)
}

const TAKEN_OUT: ReadonlySet<string> = new Set(['model', 'stream'])
/** CountTokens refuses a list of no tools. Source: Anthropic's contract for gateways. */
const TAKEN_OUT_OF_COUNTS: ReadonlySet<string> = new Set([...TAKEN_OUT, 'tools'])

/** Longer than any list of nothing but white space. */
const MAX_EMPTY_BYTES = 1024

function hasEmptyTools(message: Message): boolean {
  const tools = valueIn(message, 'tools')
  if (!tools || tools.end - tools.valueStart > MAX_EMPTY_BYTES) return false
  return /^\[\s*\]$/.test(bytesBetween(message.chunks, tools.valueStart, tools.end).toString('latin1'))
}

function translate(
  message: Message,
  betas: readonly string[],
  added: readonly string[],
  takenOut = TAKEN_OUT,
): Buffer[] {
  const { chunks, object } = message
  const version = valueIn(message, 'anthropic_version') ? [] : [`"anthropic_version":"${ANTHROPIC_VERSION}"`]
  const listed = valueIn(message, 'anthropic_beta')
  const beta = listed || betas.length === 0 ? [] : [`"anthropic_beta":${JSON.stringify(betas)}`]
  const removed = object.found.filter(({ path }) => takenOut.has(path))
  const isBeforeOthers = removed.length < object.memberCount
  return applyEdits(chunks, [
    ...removals(removed),
    insertion(object.begin, [...version, ...beta, ...added], isBeforeOthers),
    ...(listed?.type === 'list' ? extendList(chunks, listed, betas) : []),
  ])
}

/** A stream that is named twice would be one for some parsers and none for others. None is as good as no. */
function asksForStream({ object }: Message): boolean {
  const [stream, second] = object.found.filter(({ path }) => path === 'stream')
  const value = stream ? stream.value : false
  if (!second && (typeof value === 'boolean' || value === null)) return value === true
  throw new ProxyError(
    'malformed-body',
    'The request body has a "stream" that is not simply true or false. Send it once, as true or false.',
  )
}

/** The flags that the operation is known to take, each by the name that Bedrock has for it: the header is no part of the body. */
function betasOf(headers: IncomingHttpHeaders, reader: BetaReader): string[] {
  const flags = betaFlagsIn(headers['anthropic-beta'])
  return [
    ...new Set(flags.flatMap((flag) => (takesBetaFlag(reader, flag) ? flag : (betaFlagKnownAs(reader, flag) ?? [])))),
  ]
}

/** Far more than all flags that there are. */
const MAX_LIST_BYTES = 64 * 1024

/** Adds what a list does not hold yet. What is no list is left for Bedrock to judge. */
function extendList(chunks: readonly Buffer[], { valueStart, end }: FoundValue, values: readonly string[]): Edit[] {
  if (end - valueStart > MAX_LIST_BYTES) throw tooManyFlags()
  const list: unknown = parse(bytesBetween(chunks, valueStart, end).toString('utf8'))
  if (!Array.isArray(list)) return []
  const present = new Set<unknown>(list)
  const missing = values.filter((value) => !present.has(value)).map((value) => JSON.stringify(value))
  const text = (list.length > 0 && missing.length > 0 ? ',' : '') + missing.join(',')
  return [{ start: end - 1, end: end - 1, text }]
}

function tooManyFlags(): ProxyError {
  return new ProxyError(
    'malformed-body',
    'The request body has an "anthropic_beta" that is longer than any. Send the flags that you need.',
  )
}

/** The last one, where there are several: that is the one which most parsers take. */
function valueIn({ object }: Message, place: string): FoundValue | undefined {
  return object.found.findLast(({ path }) => path === place)
}

/** Nested values were balanced, not parsed. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
