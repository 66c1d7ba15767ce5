import type { Catalog } from '../bedrock/catalog.ts'
import { CONTROL_PLANE_OPERATIONS, type ControlPlaneOperation } from '../bedrock/control-plane-operations.ts'
import { ERRORS, ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import { localResponse } from './local-response.ts'
import type { MatchedOperation } from './match-operation.ts'
import { discardBody } from './peek-body.ts'
import type { Send } from './send-mending.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/**
 * A `send` whose answer comes from the catalog where the control plane denies one, is too busy, or cannot be reached: a
 * client that only wants to know which profiles exist is served all the same. Any other operation is sent as it was.
 */
export function withStandIn(send: Send, matched: MatchedOperation, catalog: () => Catalog): Send {
  const { operation } = matched
  if (!isControlPlane(operation)) return send
  return async () => {
    const sent = await send().catch(forgiveUnreachable)
    if (!(sent instanceof ProxyError) && !DENIALS.some((isDenial) => isDenial(sent.response.status))) return sent
    if (!(sent instanceof ProxyError)) discardBody(sent.response)
    return { response: answerFrom(catalog(), operation, matched), attempts: sent.attempts }
  }
}

function isControlPlane(operation: Operation): operation is ControlPlaneOperation {
  return CONTROL_PLANE_OPERATIONS.includes(operation as ControlPlaneOperation)
}

/** Nobody to ask, or nobody to ask as; what is wrong with the request itself stays an error. */
function forgiveUnreachable(error: unknown): ProxyError {
  if (error instanceof ProxyError && ERRORS[error.code].fault !== 'client') return error
  throw error
}

const DENIALS: readonly ((status: number) => boolean)[] = [
  (status) => status === 401 || status === 403,
  (status) => status === 429,
  (status) => status >= 500,
]

function answerFrom(
  catalog: Catalog,
  { standIn }: ControlPlaneOperation,
  { labels, query }: MatchedOperation,
): UpstreamResponse {
  const body = standIn(catalog, { labels, query: Object.fromEntries(query.toReversed()) })
  return body ? answerOf(200, body, catalog) : answerOf(404, NOT_FOUND, catalog)
}

const NOT_FOUND = {
  message:
    'The catalog of this proxy does not have it, and the control plane could not be asked. Check the identifier and the Region.',
}

function answerOf(status: number, body: object, { source }: Catalog): UpstreamResponse {
  const exception = status === 404 ? { 'x-amzn-errortype': 'ResourceNotFoundException' } : {}
  return localResponse(status, body, { 'x-bedrock-proxy-source': source, ...exception })
}
