import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { RequestAccount } from './account/request-account.ts'
import type { Admission } from './admission.ts'
import { conversationOf } from './conversation.ts'
import { wordAnswer } from './doors/word-answer.ts'
import { holdMost } from './hold-most.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import { planRequest } from './plan-request.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { relayResponse } from './relay-response.ts'
import { selectRegion } from './select-region.ts'
import { firstAttempt } from './sending/first-attempt.ts'
import { ownMetadata } from './sending/own-metadata.ts'
import { send } from './sending/send.ts'
import { takeBody } from './take-body.ts'

/**
 * The life of a request. Never rejects: every failure is answered, and every outcome leaves one record. It waits for the body, for
 * the answer and for its end; and for what nearly every request finds done, only where that is not done.
 */
export function handleRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  admission: Admission,
): Promise<void> {
  const account = new RequestAccount(request, parts, admission.client)
  return goThroughStages(request, response, parts, account, admission).catch((error) => account.failed(response, error))
}

async function goThroughStages(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  account: RequestAccount,
  admission: Admission,
) {
  const { headers } = request
  const matched = account.matched(matchOperation(request.method ?? '', request.url ?? ''))
  const failover = parts.failover()
  const wantsPrompt = failover !== undefined
  const { body, carrier } = await takeBody(request, matched.operation, parts.limits, admission, account, wantsPrompt)
  const located = account.located(locateModel(matched, body))
  const region = account.inRegion(selectRegion(matched, located, parts))
  const listing = region.catalogReady()
  if (listing) await listing
  const plan = account.planned(planRequest(matched, located, region, parts.policy()))
  const incoming = {
    matched,
    headers,
    body,
    located,
    plan,
    policy: plan.policy,
    failover,
    conversation: failover && conversationOf(admission.client, headers, body),
    repair: parts.repair(),
    metadata: ownMetadata(parts.metadata(), admission.client, headers),
    departure: departureFrom(response),
    carrier,
    hold: holdMost(admission),
    signer: parts.signerOf(admission.client),
    onSend: account.trace?.sent,
  }
  const answer = await send(firstAttempt(incoming, region, plan.upstream, plan.resolution))
  const worded = wordAnswer(answer, matched.operation, headers)
  const sent = account.sent(worded instanceof Promise ? await worded : worded, body)
  const { idleTimeoutMs } = parts.limits
  const watchers = { reader: admission, onlooker: account.onlooker }
  const relayed = await relayResponse(sent.response, response, account.ownHeaders(sent), idleTimeoutMs, watchers)
  account.relayed(sent, relayed)
}
