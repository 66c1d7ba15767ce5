import type { IncomingHttpHeaders } from 'node:http'
import { type BetaReader, betaFlagKnownAs, takesBetaFlag } from '../../../bedrock/beta-flags.ts'
import { ProxyError } from '../../../bedrock/errors.ts'
import {
  applyEdits,
  changeMembers,
  type Edit,
  type JsonObject,
  type Member,
  takeApartObject,
} from '../../../http/json-members.ts'
import { MalformedJson } from '../../../http/json-scanner.ts'

/** A request of the Messages API as the body of InvokeModel, or of InvokeModelWithResponseStream where it asks for a stream. */
export type Invocation = { readonly chunks: readonly Buffer[]; readonly isStream: boolean }

/** What InvokeModel asks for in the place of the `anthropic-version` header. Source: Bedrock's page on Anthropic's Messages API. */
const ANTHROPIC_VERSION = 'bedrock-2023-05-31'

/**
 * Translates a body of the Messages API. `model` and `stream` go, `anthropic_version` comes where there is none, and the
 * `anthropic-beta` header becomes `anthropic_beta`; every other byte stays (docs/decisions/0013).
 * @throws ProxyError `malformed-body`
 */
export function invocationOfMessage(bytes: Buffer, headers: IncomingHttpHeaders): Invocation {
  const object = takeApart(bytes)
  const isStream = asksForStream(bytes, object)
  return { chunks: translate(bytes, object, betasOf(headers, 'invoke'), []), isStream }
}

/** The same for a request that only counts tokens: it may lack `max_tokens`, without which no model runs. */
export function invocationToCount(bytes: Buffer, headers: IncomingHttpHeaders): readonly Buffer[] {
  const object = takeApart(bytes)
  const maxTokens = `"max_tokens":${thinkingBudget(bytes, object) + 1}`
  const counted = hasEmptyTools(bytes, object) ? TAKEN_OUT_OF_COUNTS : TAKEN_OUT
  return translate(bytes, object, betasOf(headers, 'count'), lacks(object, 'max_tokens') ? [maxTokens] : [], counted)
}

function takeApart(bytes: Buffer): JsonObject {
  try {
    return takeApartObject(bytes)
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error
    throw new ProxyError('malformed-body', `The request body ${error.message}. Send one JSON object.`, { cause: error })
  }
}

const TAKEN_OUT: ReadonlySet<string> = new Set(['model', 'stream'])
/** CountTokens refuses a list of no tools. Source: Anthropic's contract for gateways. */
const TAKEN_OUT_OF_COUNTS: ReadonlySet<string> = new Set([...TAKEN_OUT, 'tools'])

function hasEmptyTools(bytes: Buffer, object: JsonObject): boolean {
  const tools = memberOf(object, 'tools')
  return tools !== undefined && /^\[\s*\]$/.test(bytes.toString('latin1', tools.valueStart, tools.end))
}

function translate(
  bytes: Buffer,
  object: JsonObject,
  betas: readonly string[],
  added: readonly string[],
  takenOut = TAKEN_OUT,
): Buffer[] {
  const version = lacks(object, 'anthropic_version') ? [`"anthropic_version":"${ANTHROPIC_VERSION}"`] : []
  const listed = memberOf(object, 'anthropic_beta')
  const beta = listed || betas.length === 0 ? [] : [`"anthropic_beta":${JSON.stringify(betas)}`]
  return applyEdits(bytes, [
    ...changeMembers(object, takenOut, [...version, ...beta, ...added]),
    ...(listed ? extendList(bytes, listed, betas) : []),
  ])
}

/** A stream that is named twice would be one for some parsers and none for others. */
function asksForStream(bytes: Buffer, { members }: JsonObject): boolean {
  const [stream, second] = members.filter(({ key }) => key === 'stream')
  if (!stream) return false
  const text = bytes.toString('utf8', stream.valueStart, stream.end)
  if (!second && ['true', 'false', 'null'].includes(text)) return text === 'true'
  throw new ProxyError(
    'malformed-body',
    'The request body has a "stream" that is not simply true or false. Send it once, as true or false.',
  )
}

/** The flags that the operation is known to take, each by the name that Bedrock has for it: the header is no part of the body. */
function betasOf(headers: IncomingHttpHeaders, reader: BetaReader): string[] {
  const values = [headers['anthropic-beta'] ?? []].flat().flatMap((value) => value.split(','))
  const flags = values.map((value) => value.trim())
  return [
    ...new Set(flags.flatMap((flag) => (takesBetaFlag(reader, flag) ? flag : (betaFlagKnownAs(reader, flag) ?? [])))),
  ]
}

/** Adds what a list does not hold yet. What is no list is left for Bedrock to judge. */
function extendList(bytes: Buffer, { valueStart, end }: Member, values: readonly string[]): Edit[] {
  const list: unknown = parse(bytes.toString('utf8', valueStart, end))
  if (!Array.isArray(list)) return []
  const missing = values.filter((value) => !list.includes(value)).map((value) => JSON.stringify(value))
  const text = (list.length > 0 && missing.length > 0 ? ',' : '') + missing.join(',')
  return [{ start: end - 1, end: end - 1, text }]
}

/** `max_tokens` must be more than what a model may think. */
function thinkingBudget(bytes: Buffer, object: JsonObject): number {
  const member = memberOf(object, 'thinking')
  const thinking: unknown = member && parse(bytes.toString('utf8', member.valueStart, member.end))
  const budget: unknown = thinking instanceof Object ? Reflect.get(thinking, 'budget_tokens') : undefined
  return Number.isSafeInteger(budget) ? Number(budget) : 0
}

/** The last one, where there are several: that is the one which most parsers take. */
function memberOf({ members }: JsonObject, key: string): Member | undefined {
  return members.findLast((member) => member.key === key)
}

function lacks(object: JsonObject, key: string): boolean {
  return memberOf(object, key) === undefined
}

/** Nested values were balanced, not parsed. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
