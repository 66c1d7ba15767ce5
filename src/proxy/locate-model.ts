import { ProxyError } from '../bedrock/errors.ts'

import { findTopLevelString, type StringSpan } from '../http/json-splice.ts'
import { type Body, bytesOf } from './body.ts'
import type { MatchedOperation } from './match-operation.ts'

/** Where a request names its model, and as what. */
export type LocatedModel =
  | { readonly in: 'path'; readonly identifier: string }
  | { readonly in: 'body'; readonly identifier: string; readonly bytes: Buffer; readonly span: StringSpan }
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
      return locateInBody(operation.model.key, bytesOf(body))
    case 'nowhere':
      return { in: 'nowhere' }
  }
}

function locateInBody(key: string, bytes: Buffer): LocatedModel {
  const found = findTopLevelString(bytes, key)
  switch (found.kind) {
    case 'found':
      return { in: 'body', identifier: found.span.value, bytes, span: found.span }
    case 'absent':
      throw malformed(`has no "${key}" at its top level`, key)
    case 'malformed':
      throw malformed(found.problem, key)
  }
}

function malformed(problem: string, key: string): ProxyError {
  return new ProxyError('malformed-body', `The request body ${problem}. Send one JSON object with a string "${key}".`)
}
