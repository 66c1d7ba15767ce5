import type { Door } from '../../bedrock/operations.ts'
import { rewriteRequest } from '../rewrite-request.ts'
import type { Incoming, Route, UpstreamAttempt } from '../sending/attempt.ts'
import { countMessageTokens } from './count-message-tokens.ts'
import { messagesByInvocation } from './messages/messages-door.ts'

/** The operation's own route: the request as it came, but for the identifier, and the answer as it comes. */
export const NATIVE: Route = {
  request: ({ incoming, resolution }) => rewriteRequest(incoming, resolution?.resolved),
}

/** The route that a request is sent on first. */
export function firstRoute({ matched }: Incoming): Route {
  return DOORS[matched.operation.door].first()
}

/** What makes the route that is left where the Region does not know the operation's own; undefined where there is none. */
export function otherRoute({ incoming, route }: UpstreamAttempt): (() => Route) | undefined {
  return route === NATIVE ? DOORS[incoming.matched.operation.door].other : undefined
}

const native = () => NATIVE

/** A route of a door may keep what it has translated: it is made for one request. */
const DOORS: Readonly<Record<Door, { readonly first: () => Route; readonly other?: () => Route }>> = {
  'as-is': { first: native },
  messages: { first: native, other: messagesByInvocation },
  'count-message-tokens': { first: countMessageTokens },
}
