import { operationNamed } from '../bedrock/operations.ts'
import { anthropicRefusal } from './anthropic-refusal.ts'
import { bodyOf, bytesOf, type HashedBody } from './body.ts'
import type { Forwarded } from './forward-request.ts'
import type { Forward, Incoming } from './incoming.ts'
import { type Invocation, invocationOfMessage } from './invocation-of-message.ts'
import { operationPath } from './match-operation.ts'
import { messageEvents } from './message-events.ts'
import { discardBody } from './peek-body.ts'
import { headersOf } from './rewrite-request.ts'
import type { Send } from './send-mending.ts'
import { judgeRoute } from './unknown-route.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/**
 * A `send` for the Messages API: as the Region's own route has it, or by InvokeModel where the Region does not know that
 * route, which is remembered.
 * @throws ProxyError `malformed-body`
 */
export function messagesDoor(direct: Send, incoming: Incoming, forward: Forward): Send {
  const { matched, region } = incoming
  const { name } = matched.operation
  const invoke = sendInvocation(incoming, forward)
  return async (modelId = '') => {
    if (region.routes.isUnknown(name)) return invoke(modelId)
    const sent = await direct(modelId)
    const { response, isUnknown } = await judgeRoute(sent.response)
    if (!isUnknown) return { ...sent, response }
    discardBody(response)
    region.routes.learnUnknown(name)
    const invoked = await invoke(modelId)
    return { ...invoked, attempts: sent.attempts + invoked.attempts }
  }
}

/** The translation does not depend on the identifier: it is made once, however often the request is sent. */
function sendInvocation({ headers, body }: Incoming, forward: Forward): (modelId: string) => Promise<Forwarded> {
  let translated: { invocation: Invocation; hashed: HashedBody } | undefined
  return async (modelId) => {
    translated ??= translate(headers, body)
    const { invocation, hashed } = translated
    const { name, accept } = OPERATIONS_BY_STREAM[String(invocation.isStream) as 'true' | 'false']
    const sent = await forward({
      method: 'POST',
      path: operationPath(operationNamed(name), [modelId]),
      query: [],
      headers: headersOfInvocation(headers, accept),
      body: hashed,
    })
    return { ...sent, response: await answerOf(sent.response, invocation) }
  }
}

const OPERATIONS_BY_STREAM = {
  true: { name: 'InvokeModelWithResponseStream', accept: 'application/vnd.amazon.eventstream' },
  false: { name: 'InvokeModel', accept: 'application/json' },
} as const

function translate(headers: Incoming['headers'], body: Incoming['body']) {
  const invocation = invocationOfMessage(bytesOf(body), headers)
  return { invocation, hashed: bodyOf(invocation.chunks) }
}

/** What the headers of the Messages API say stands in the body now. */
export function headersOfInvocation(headers: Incoming['headers'], accept: string): Record<string, string> {
  const { 'anthropic-version': _version, 'anthropic-beta': _beta, ...others } = headersOf(headers)
  return { ...others, accept, 'content-type': 'application/json' }
}

async function answerOf(response: UpstreamResponse, { isStream }: Invocation): Promise<UpstreamResponse> {
  if (response.status >= 400) return anthropicRefusal(response)
  return isStream ? messageEvents(response) : response
}
