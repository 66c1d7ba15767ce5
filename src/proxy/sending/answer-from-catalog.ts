import type { Catalog } from '../../bedrock/catalog.ts'
import { ERRORS, type ProxyError, spokenDialect } from '../../bedrock/errors.ts'
import type { UpstreamResponse } from '../exchange.ts'
import { localResponse } from '../lanes/wrap-response.ts'
import type { CatalogAttempt, Seen, UpstreamAttempt } from './attempt.ts'
import { isForeign } from './foreign-answer.ts'

/**
 * The answer of the catalog in force, where nothing goes upstream.
 * @throws ProxyError what the row of the operation throws, such as `no-such-model`
 */
export function answerFromCatalog({ incoming, region, ask }: CatalogAttempt): UpstreamResponse {
  const { matched, policy, headers } = incoming
  const catalog = region.catalog()
  const body = ask(catalog, {
    labels: matched.labels,
    query: Object.fromEntries(matched.query.toReversed()),
    policy,
    dialect: spokenDialect(matched.operation.dialect, headers),
  })
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

/** The same request for the catalog, where its operation lets that stand in for the upstream. */
export function standIn({ incoming, region, resolution }: UpstreamAttempt): CatalogAttempt | undefined {
  const { answeredBy } = incoming.matched.operation
  if (answeredBy.who !== 'stand-in') return undefined
  return { by: 'catalog', incoming, region, resolution, ask: answeredBy.fromCatalog }
}

/**
 * True where there was nobody to ask, or nobody to ask as; what is wrong with the request itself stays an error, and so does
 * a session that AWS does not open: whoever may not ask AWS is not told by the proxy what AWS listed to it.
 */
export function isDenialOfUpstream({ code }: ProxyError): boolean {
  return code !== 'internal' && code !== 'client-session-refused' && ERRORS[code].fault !== 'client'
}

/** True for AWS's answer that whoever signed may not know: with sessions, that is for AWS to say of each client. */
export function isForbiddenToClient({ attempt, outcome }: Seen<UpstreamResponse>): boolean {
  return attempt.incoming.signer.signsAs === 'client' && [401, 403].includes(outcome.status)
}

/** True where AWS let nobody ask or could not answer, and where somebody else answered in its place. */
export function isDenied(response: UpstreamResponse): boolean {
  return [401, 403, 429].includes(response.status) || response.status >= 500 || isForeign(response)
}
