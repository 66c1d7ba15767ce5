import { ProxyError } from '../bedrock/errors.ts'
import { MalformedJson } from '../http/json-scanner.ts'
import { type StringSpan, spanOf } from '../http/json-splice.ts'
import type { FoundValue } from '../http/json-trail.ts'
import type { Body } from './body.ts'
import type { Look } from './look-into-body.ts'
import type { MatchedOperation } from './match-operation.ts'

/** Where a request names its model, and as what. */
export type LocatedModel =
  | { readonly in: 'path'; readonly identifier: string }
  | { readonly in: 'body'; readonly identifier: string; readonly span: StringSpan }
  | { readonly in: 'nowhere' }

/**
 * Reads the model identifier from the place that the operation's row names. A body is looked into only where the row
 * says so.
 * @throws ProxyError `malformed-body`
 */
export function locateModel({ operation, labels }: MatchedOperation, body: Body): LocatedModel {
  switch (operation.model.in) {
    case 'path':
      return { in: 'path', identifier: labels[0] as string }
    case 'body':
      return locateInBody(operation.model.key, body)
    case 'nowhere':
      return { in: 'nowhere' }
  }
}

function locateInBody(key: string, { chunks, look = NOT_LOOKED_INTO }: Body): LocatedModel {
  if (look.kind === 'malformed') throw malformed(look.problem, key)
  const found = look.object.found.find(({ path }) => path === key)
  if (!found) throw malformed(`has no "${key}" at its top level`, key)
  if (found.end - found.valueStart > MAX_MODEL_BYTES) throw malformed(`has a "${key}" that is longer than any`, key)
  const span = spanIn(chunks, found, key)
  return { in: 'body', identifier: span.value, span }
}

/** Longer than the longest identifier with each of its characters as an escape. */
const MAX_MODEL_BYTES = 16 * 1024

/** No body at all. */
const NOT_LOOKED_INTO: Look = { kind: 'malformed', problem: 'is not a JSON object' }

function spanIn(chunks: readonly Buffer[], { valueStart, end }: FoundValue, key: string): StringSpan {
  try {
    return spanOf(chunks, valueStart, end)
  } catch (error) {
    if (error instanceof MalformedJson) throw malformed(error.message, key)
    throw error
  }
}

function malformed(problem: string, key: string): ProxyError {
  return new ProxyError('malformed-body', `The request body ${problem}. Send one JSON object with a string "${key}".`)
}
