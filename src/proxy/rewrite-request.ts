import type { IncomingHttpHeaders } from 'node:http'
import { forwardedRequestHeaders } from '../http/end-to-end-headers.ts'
import { replaceString } from '../http/json-splice.ts'
import type { Query } from '../http/query-string.ts'
import { type Body, bodyOf, type HashedBody } from './body.ts'
import type { LocatedModel } from './locate-model.ts'
import { type MatchedOperation, operationPath } from './match-operation.ts'

/** A request as it will go upstream, but for its authentication. */
export type UpstreamRequest = {
  readonly method: string
  /** Percent-encoded, without the query. */
  readonly path: string
  readonly query: Query
  /** End-to-end headers by lower-case name, without host and content-length. */
  readonly headers: Record<string, string>
  readonly body: HashedBody
}

/**
 * Puts the resolved identifier where the requested one stood. In a path that is one label; in a body the bytes of one
 * JSON string, and every other byte stays. `modelId` is undefined for a request that names no model.
 */
export function rewriteRequest(
  matched: MatchedOperation,
  headers: IncomingHttpHeaders,
  body: Body,
  located: LocatedModel,
  modelId: string | undefined,
): UpstreamRequest {
  const labels = located.in === 'path' && modelId !== undefined ? [modelId] : matched.labels
  return {
    method: matched.operation.method,
    path: operationPath(matched.operation, labels),
    query: matched.query,
    headers: headersOf(headers),
    body: rewriteBody(body, located, modelId),
  }
}

/** The end-to-end headers of a request, by lower-case name, as they go upstream. */
export function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  return { ...forwardedRequestHeaders(headers), ...UNCOMPRESSED }
}

/** A compressed stream would arrive in one burst. */
const UNCOMPRESSED = { 'accept-encoding': 'identity' }

function rewriteBody(body: Body, located: LocatedModel, modelId: string | undefined): HashedBody {
  const { chunks, byteLength, sha256 } = body
  if (sha256 !== undefined) return { chunks, byteLength, sha256 }
  const isReplaced = located.in === 'body' && modelId !== undefined && modelId !== located.identifier
  return bodyOf(isReplaced ? replaceString(located.bytes, located.span, modelId) : chunks)
}
