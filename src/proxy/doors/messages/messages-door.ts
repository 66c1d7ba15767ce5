import { operationNamed } from '../../../bedrock/operations.ts'
import { type Body, unhashedBody } from '../../body.ts'
import type { UpstreamResponse } from '../../exchange.ts'
import { operationPath } from '../../match-operation.ts'
import { headersOf } from '../../rewrite-request.ts'
import type { Incoming, Route } from '../../sending/attempt.ts'
import { invocationOfMessage, type Message } from './invocation-of-message.ts'
import { messageEvents } from './message-events.ts'

/**
 * The Messages API by InvokeModel. The translation does not depend on the identifier: it is made once, however often the
 * request is sent. `request` throws ProxyError `malformed-body`.
 */
export function messagesByInvocation(): Route {
  let translated: Translated | undefined
  return {
    request({ incoming, resolution }) {
      if (translated?.incoming !== incoming) translated = translate(incoming)
      const { isStream, body } = translated
      const { name, accept } = isStream ? STREAMED : WHOLE
      return {
        method: 'POST',
        path: operationPath(operationNamed(name), [resolution?.resolved ?? '']),
        query: [],
        headers: headersOfInvocation(incoming.headers, accept),
        body,
      }
    },
    metadata: 'header',
    answer: (response) => answerOf(response, translated?.isStream ?? false),
  }
}

const STREAMED = { name: 'InvokeModelWithResponseStream', accept: 'application/vnd.amazon.eventstream' }
const WHOLE = { name: 'InvokeModel', accept: 'application/json' }

type Translated = { readonly incoming: Incoming; readonly isStream: boolean; readonly body: Body }

function translate(incoming: Incoming): Translated {
  const { chunks, isStream } = invocationOfMessage(messageIn(incoming), incoming.headers)
  return { incoming, isStream, body: unhashedBody(chunks) }
}

/** A message as it was found when its model was. */
export function messageIn({ body: { chunks, look } }: Incoming): Message {
  if (look?.kind !== 'found') throw new Error('A message was not looked into.')
  return { chunks, object: look.object }
}

/** What the headers of the Messages API say stands in the body now. */
export function headersOfInvocation(headers: Incoming['headers'], accept: string): Record<string, string> {
  const { 'anthropic-version': _version, 'anthropic-beta': _beta, ...others } = headersOf(headers, 'anthropic')
  return { ...others, accept, 'content-type': 'application/json' }
}

function answerOf(response: UpstreamResponse, isStream: boolean): UpstreamResponse | Promise<UpstreamResponse> {
  return isStream && response.status < 400 ? messageEvents(response) : response
}
