import type { Door } from '../bedrock/operations.ts'
import { countMessageTokens } from './count-message-tokens.ts'
import type { Forward, Incoming } from './incoming.ts'
import { getModel, listModels } from './list-models.ts'
import { messagesDoor } from './messages-door.ts'
import { rewriteRequest } from './rewrite-request.ts'
import type { Send } from './send-mending.ts'
import { refuseUnknownRoute } from './unknown-route.ts'

/** How a request is sent under an identifier, and what comes back: as the door says that its operation's row names. */
export function throughDoor(incoming: Incoming, forward: Forward): Send {
  return DOORS[incoming.matched.operation.door](incoming, forward)
}

const DOORS: Readonly<Record<Door, (incoming: Incoming, forward: Forward) => Send>> = {
  'as-is': onKnownRoute,
  messages: (incoming, forward) => messagesDoor(asIs(incoming, forward), incoming, forward),
  'count-message-tokens': countMessageTokens,
  'list-models': listModels,
  'get-model': getModel,
}

function asIs({ matched, headers, body, located }: Incoming, forward: Forward): Send {
  return (modelId) => forward(rewriteRequest(matched, headers, body, located, modelId))
}

function onKnownRoute(incoming: Incoming, forward: Forward): Send {
  const send = asIs(incoming, forward)
  const { matched, region } = incoming
  return async (modelId) => refuseUnknownRoute(await send(modelId), matched.operation, region.region)
}
