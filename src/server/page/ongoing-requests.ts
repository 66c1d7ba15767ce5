import { withoutAccounts } from '../../bedrock/without-accounts.ts'
import type { IncomingRequest } from '../../http/dual-server.ts'
import type { PageOngoing } from '../../page/page-data.ts'
import { shownName } from '../../proxy/account/shown-names.ts'
import { type MatchedOperation, matchOperation } from '../../proxy/match-operation.ts'
import type { UnderWay } from '../requests-under-way.ts'

/** What the page shows of the requests that are not over yet. */
export type OngoingRequests = {
  /** The last of those that name an operation, the newest first. */
  readonly list: () => readonly PageOngoing[]
  /** How many there are, without those of the page itself. */
  readonly count: () => number
}

/** Nobody reads more at once. */
const MOST_LISTED = 50

/** What a request is about is read when somebody looks. */
export function ongoingRequests(underWay: Iterable<UnderWay>): OngoingRequests {
  return {
    list: () =>
      [...underWay]
        .sort((a, b) => b.id - a.id)
        .slice(0, MOST_LISTED)
        .flatMap(shape),
    count: () => [...underWay].filter(({ request }) => !isOfPage(request)).length,
  }
}

/** A body that names its model is not looked into. */
function shape({ id, startedAt, request, response }: UnderWay): PageOngoing[] {
  const matched = operationOf(request)
  if (!matched) return []
  const { operation, labels } = matched
  const model = operation.model.in === 'path' ? labels[0] : undefined
  return [
    {
      id,
      time: new Date(startedAt).toISOString(),
      operation: operation.name,
      ...(model !== undefined && { requestedModel: withoutAccounts(shownName(model)) }),
      ...(response.headersSent && { status: response.statusCode }),
    },
  ]
}

/** What asks for the page is no request of anybody's. */
function isOfPage({ url = '' }: IncomingRequest): boolean {
  return url === '/' || url.startsWith('/-/')
}

function operationOf(request: IncomingRequest): MatchedOperation | undefined {
  const { method = '', url = '' } = request
  if (isOfPage(request)) return undefined
  try {
    return matchOperation(method, url)
  } catch {
    return undefined
  }
}
