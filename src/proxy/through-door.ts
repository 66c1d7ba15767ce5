import { ProxyError } from '../bedrock/errors.ts'
import type { Door } from '../bedrock/operations.ts'
import { countMessageTokens } from './count-message-tokens.ts'
import type { Forward, Incoming } from './incoming.ts'
import { getModel, listModels } from './list-models.ts'
import { messagesDoor } from './messages-door.ts'
import { discardBody } from './peek-body.ts'
import { rewriteRequest } from './rewrite-request.ts'
import type { Send } from './send-mending.ts'
import { judgeRoute } from './unknown-route.ts'

/** How a request is sent under an identifier, and what comes back: as the door says that its operation's row names. */
export function throughDoor(incoming: Incoming, forward: Forward): Send {
  return DOORS[incoming.matched.operation.door](incoming, forward)
}

const DOORS: Readonly<Record<Door, (incoming: Incoming, forward: Forward) => Send>> = {
  'as-is': (incoming, forward) =>
    incoming.matched.operation.dialect === 'aws' ? asIs(incoming, forward) : onKnownRoute(incoming, forward),
  messages: (incoming, forward) => messagesDoor(asIs(incoming, forward), incoming, forward),
  'count-message-tokens': countMessageTokens,
  'list-models': listModels,
  'get-model': getModel,
}

function asIs({ matched, headers, body, located }: Incoming, forward: Forward): Send {
  return (modelId) => forward(rewriteRequest(matched, headers, body, located, modelId))
}

/** AWS brings its vendor routes to its Regions one by one, and some endpoints say so with a status of 200. */
function onKnownRoute(incoming: Incoming, forward: Forward): Send {
  const send = asIs(incoming, forward)
  return async (modelId) => {
    const sent = await send(modelId)
    const { response, isUnknown } = await judgeRoute(sent.response)
    if (!isUnknown || response.status >= 400) return { ...sent, response }
    discardBody(response)
    throw unknownRoute(incoming, sent.attempts)
  }
}

function unknownRoute({ matched, region }: Incoming, attempts: number): ProxyError {
  return new ProxyError(
    'unknown-route',
    `The endpoint of ${region.region} does not know the route ${matched.operation.upstreamPath ?? matched.operation.path}. Use another Region, or the operations under /model.`,
    { attempts },
  )
}
