import type { ErrorDialect } from '../bedrock/errors.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { anthropicError, openAiError, REFUSALS, type RefusalRow } from './refusal-rows.ts'

/** Name of a row of REFUSALS. */
export type RefusalCode = keyof typeof REFUSALS

/** A request that the simulator refuses; the code fixes status, exception and words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode, subject = '') {
    super(REFUSALS[code].message.replace('{subject}', () => subject))
    this.code = code
  }
}

/**
 * The answer that tells of an error as AWS does, in its own shape on every route, but for what a route of a vendor's API says
 * itself. Whatever is no Refusal is a 500.
 */
export function refusalAnswer(error: unknown, dialect: ErrorDialect): Answer {
  const { row, message } = told(error)
  const own = row.own?.[dialect]
  if (own) return jsonAnswer(own(message), { status: row.status })
  return jsonAnswer({ [row.member ?? 'message']: message }, { status: row.status, headers: errorType(row) })
}

/** The same in the dialect of the API that was called, whoever says it: the old manners. */
export function refusalInDialect(error: unknown, dialect: ErrorDialect): Answer {
  const { row, message } = told(error)
  return jsonAnswer(BODIES[dialect](message, row.exception), { status: row.status, headers: errorType(row) })
}

function told(error: unknown): { readonly row: RefusalRow; readonly message: string } {
  const refusal = error instanceof Refusal ? error : new Refusal('internal', String(error))
  return { row: REFUSALS[refusal.code], message: refusal.message }
}

function errorType({ exception }: RefusalRow): Record<string, string> {
  return { 'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/com.amazon.bedrock/` }
}

const BODIES: Record<ErrorDialect, (message: string, exception: string) => object> = {
  aws: (message) => ({ message }),
  openai: (message, exception) => openAiError('invalid_request_error', exception)(message),
  anthropic: anthropicError('invalid_request_error'),
}
