import type { IncomingHttpHeaders } from 'node:http'
import type { ErrorDialect } from '../bedrock/errors.ts'
import { forwardedRequestHeaders } from '../http/end-to-end-headers.ts'
import { replaceString } from '../http/json-splice.ts'
import { type Body, unhashedBody } from './body.ts'
import type { UpstreamRequest } from './exchange.ts'
import type { LocatedModel } from './locate-model.ts'
import { type MatchedOperation, operationPath } from './match-operation.ts'
import type { Plan } from './plan-request.ts'

/** What is known of a request when its model is resolved. */
export type RewritableRequest = {
  readonly matched: MatchedOperation
  readonly headers: IncomingHttpHeaders
  readonly body: Body
  readonly located: LocatedModel
  /** The path that is made for it already, and for which resolution. */
  readonly plan?: Pick<Plan, 'path' | 'resolution'>
}

/**
 * Puts the resolved identifier where the requested one stood. In a path that is one label; in a body the bytes of one
 * JSON string, and every other byte stays. `modelId` is undefined for a request that names no model.
 */
export function rewriteRequest(
  { matched, headers, body, located, plan }: RewritableRequest,
  modelId: string | undefined,
): UpstreamRequest {
  const labels = located.in === 'path' && modelId !== undefined ? [modelId] : matched.labels
  return {
    method: matched.operation.method,
    path: plan && plan.resolution?.resolved === modelId ? plan.path : operationPath(matched.operation, labels),
    query: matched.query,
    headers: headersOf(headers, matched.operation.dialect),
    body: rewriteBody(body, located, modelId),
  }
}

/** The end-to-end headers of a request, by lower-case name, as they go upstream on a route of this dialect. */
export function headersOf(headers: IncomingHttpHeaders, dialect: ErrorDialect): Record<string, string> {
  const forwarded = forwardedRequestHeaders(headers, KNOWN_TO[dialect])
  forwarded['accept-encoding'] = UNCOMPRESSED
  return forwarded
}

/** Headers by which one vendor's clients say whose bill and whose retention it is. */
const KNOWN_TO: Readonly<Record<ErrorDialect, ReadonlySet<string>>> = {
  aws: new Set(),
  anthropic: new Set(),
  openai: new Set(['openai-project', 'openai-beta']),
}

/** A compressed stream would arrive in one burst. */
const UNCOMPRESSED = 'identity'

function rewriteBody(body: Body, located: LocatedModel, modelId: string | undefined): Body {
  if (located.in !== 'body' || modelId === undefined || modelId === located.identifier) return body
  return unhashedBody(replaceString(body.chunks, located.span, modelId))
}
