import { type BetaReader, betaReaderOf, takesBetaFlag } from '../../bedrock/beta-flags.ts'
import { headerValue } from '../canonical-request.ts'
import { Refusal } from '../refusals.ts'
import { problemsOf } from './problems-of.ts'
import { wordingOf } from './sentences.ts'

/** A request for a model, once it is known who asks and for what. */
export type AskedRequest = {
  /** Its name in the operations tables. */
  readonly operation: string
  readonly headers: readonly string[]
  /** Undefined where it is no JSON object. */
  readonly body: Json | undefined
  /** The foundation model behind the identifier, as far as that is known. */
  readonly modelId: string
}

/** What Bedrock refuses beyond the tables: it changes from week to week. */
export type Refusing = {
  /** Beta flags that it no longer takes. */
  readonly flags?: readonly string[]
  /** Members that it no longer knows, as paths such as `output_config` or `tools[].strict`. */
  readonly members?: readonly string[]
}

type Json = Readonly<Record<string, unknown>>

/**
 * Checks a request for a model of Anthropic's as Bedrock does: first its beta flags, then its body, member by member. Other
 * vendors' bodies are taken as they are, for no source tells what is refused.
 * @throws Refusal in Bedrock's words
 */
export function checkRequest(asked: AskedRequest, refusing: Refusing = {}): void {
  const reader = betaReaderOf(asked.operation)
  if (reader === undefined || !isForAnthropic(asked)) return
  const { body, says } = PARTS[reader](asked)
  if (!body) return
  const flags = flagsOf(asked, body, reader)
  if (flags.some((flag) => !takesBetaFlag(reader, flag) || refusing.flags?.includes(flag))) {
    throw new Refusal('refused-body', says('invalid beta flag'))
  }
  const problems = problemsOf(body, { reader, flags, refused: refusing.members ?? [] })
  const sentence = wordingOf(asked.modelId)(problems)
  if (sentence !== undefined) throw new Refusal('refused-body', says(sentence))
}

/** An identifier does not always tell the vendor; a body for Anthropic does. */
function isForAnthropic({ modelId, body }: AskedRequest): boolean {
  return modelId.includes('anthropic.') || 'anthropic_version' in (body ?? {})
}

/** The part of a request that the model's schema judges, undefined where there is none, and how its words come back. */
type Part = { readonly body: Json | undefined; readonly says: (sentence: string) => string }

/** Source: continue#11969, cline#5568 (2026-03). */
const asOfTheModel = (sentence: string) => `The model returned the following errors: ${sentence}`
const asTheyAre = (sentence: string) => sentence

const wholeBody = ({ body }: AskedRequest): Part => {
  if (!body) throw new Refusal('malformed-body')
  return { body, says: asTheyAre }
}

const PARTS: Readonly<Record<BetaReader, (asked: AskedRequest) => Part>> = {
  invoke: wholeBody,
  messages: wholeBody,
  mantle: wholeBody,
  'mantle-count': wholeBody,
  converse: ({ body }) => ({ body: objectIn(body, 'additionalModelRequestFields'), says: asOfTheModel }),
  count: ({ body }) => ({ body: countedInvocation(objectIn(body, 'input')), says: asTheyAre }),
}

/** What is to be counted may be an InvokeModel's body in base64; Converse's form has none of its own. */
function countedInvocation(input: Json | undefined): Json | undefined {
  const invocation = objectIn(input, 'invokeModel')
  if (!invocation) return undefined
  const body = asObject(parse(Buffer.from(String(invocation.body), 'base64').toString('utf8')))
  if (!body) throw new Refusal('malformed-body')
  return body
}

/** The flags of the header and of the body together; Converse and CountTokens have them in their bodies alone. */
function flagsOf({ headers }: AskedRequest, body: Json, reader: BetaReader): string[] {
  const header = reader === 'converse' || reader === 'count' ? '' : (headerValue(headers, 'anthropic-beta') ?? '')
  const listed = Array.isArray(body.anthropic_beta) ? body.anthropic_beta.map(String) : []
  return [...header.split(','), ...listed].map((flag) => flag.trim()).filter((flag) => flag !== '')
}

function objectIn(body: Json | undefined, key: string): Json | undefined {
  return asObject(body?.[key])
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
