import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { RequestAccount } from './account/request-account.ts'
import type { Admission } from './admission.ts'
import { conversationOf, needsItsPrompt } from './conversation.ts'
import { wordAnswer } from './doors/word-answer.ts'
import { holdMost } from './hold-most.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { relayResponse } from './relay-response.ts'
import { checkAccounts, resolveRequestedModel } from './resolve-requested-model.ts'
import { selectRegion, selectUpstream } from './select-region.ts'
import { firstAttempt } from './sending/first-attempt.ts'
import { ownMetadata } from './sending/own-metadata.ts'
import { send } from './sending/send.ts'
import { takeBody } from './take-body.ts'

/** The life of a request. Never rejects: every failure is answered, and every outcome leaves one record. */
export async function handleRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  admission: Admission,
) {
  const account = new RequestAccount(request, parts.region, parts.telemetry, admission.client)
  try {
    await goThroughStages(request, response, parts, account, admission)
  } catch (error) {
    account.failed(response, error)
  }
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
  const wantsPrompt = failover !== undefined && needsItsPrompt(headers)
  const { body, carrier } = await takeBody(request, matched.operation, parts.limits, admission, account, wantsPrompt)
  const located = account.located(locateModel(matched, body))
  const region = account.inRegion(await selectRegion(matched, located, parts))
  const upstream = selectUpstream(matched.operation, region)
  const policy = parts.policy()
  checkAccounts(matched, policy)
  const resolution = account.resolved(resolveRequestedModel(matched.operation, located, region.catalog(), policy))
  const circumstances = {
    policy,
    failover,
    conversation: failover && conversationOf(admission.client, headers, body),
    repair: parts.repair(),
    metadata: ownMetadata(parts.metadata(), admission.client, headers),
    departure: departureFrom(response),
    carrier,
    hold: holdMost(admission.reserve),
    signer: parts.signerOf(admission.client),
  }
  const incoming = { matched, headers, body, located, ...circumstances }
  const answer = await send(firstAttempt(incoming, region, upstream, resolution))
  const sent = account.sent(await wordAnswer(answer, matched.operation, headers), body)
  const { idleTimeoutMs } = parts.limits
  const watchers = { reader: admission, onlooker: account.onlooker }
  const relayed = await relayResponse(sent.response, response, account.ownHeaders(sent), idleTimeoutMs, watchers)
  account.relayed(sent, relayed)
}
