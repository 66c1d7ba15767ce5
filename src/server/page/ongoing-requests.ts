import { withoutAccounts } from '../../bedrock/without-accounts.ts'
import type { IncomingRequest, OutgoingResponse } from '../../http/dual-server.ts'
import type { PageOngoing } from '../../page/page-data.ts'
import { shownName } from '../../proxy/account/shown-names.ts'
import { type MatchedOperation, matchOperation } from '../../proxy/match-operation.ts'

/** The requests that are not over yet. */
export type OngoingRequests = {
  /** A request has come. */
  readonly add: (request: IncomingRequest, response: OutgoingResponse) => void
  /** The last of those that name an operation, the newest first. */
  readonly list: () => readonly PageOngoing[]
  /** How many there are, without those of the page itself. */
  readonly count: () => number
}

type Ongoing = { readonly id: number; readonly startedAt: number; readonly request: IncomingRequest }

/** Nobody reads more at once. */
const MOST_LISTED = 50

/** Nothing has come yet. What a request is about is read when somebody looks. */
export function createOngoingRequests(now = Date.now): OngoingRequests {
  const ongoing = new Map<OutgoingResponse, Ongoing>()
  let seen = 0
  return {
    add(request, response) {
      seen += 1
      ongoing.set(response, { id: seen, startedAt: now(), request })
      response.on('close', () => ongoing.delete(response))
    },
    list: () =>
      [...ongoing]
        .slice(-MOST_LISTED)
        .flatMap(([response, one]) => shape(one, response))
        .reverse(),
    count: () => [...ongoing.values()].filter(({ request }) => !isOfPage(request)).length,
  }
}

/** A body that names its model is not looked into. */
function shape({ id, startedAt, request }: Ongoing, response: OutgoingResponse): PageOngoing[] {
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
