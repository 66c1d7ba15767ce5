import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { RequestAccount } from './account/request-account.ts'
import type { Admission } from './admission.ts'
import { wordAnswer } from './doors/word-answer.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import { planRequest } from './plan-request.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { relayResponse } from './relay-response.ts'
import { selectRegion } from './select-region.ts'
import { asThingsStand } from './sending/as-things-stand.ts'
import { firstAttempt } from './sending/first-attempt.ts'
import { send } from './sending/send.ts'
import { takeBody } from './take-body.ts'

/**
 * The life of a request. Never rejects: every failure is answered, and every outcome leaves one record. It waits for the body, for
 * the answer and for its end; and for what nearly every request finds done, only where that is not done.
 */
export async function handleRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  admission: Admission,
): Promise<void> {
  const account = new RequestAccount(request, parts, admission.client)
  try {
    const { headers } = request
    const matched = account.matched(matchOperation(request.method ?? '', request.url ?? ''))
    const { body, carrier } = await takeBody(request, matched.operation, parts, admission, account)
    const located = account.located(locateModel(matched, body))
    const region = account.inRegion(selectRegion(matched, located, parts))
    const listing = region.catalogReady()
    if (listing) await listing
    const plan = account.planned(planRequest(matched, located, region, parts.policy()))
    const asked = { matched, headers, body, carrier, located, plan, departure: departureFrom(response) }
    const answer = await send(firstAttempt(asThingsStand(asked, parts, admission, account), plan))
    const worded = wordAnswer(answer, matched.operation, headers)
    const sent = account.sent(worded instanceof Promise ? await worded : worded, body)
    const { idleTimeoutMs } = parts.limits
    const watchers = { reader: admission, onlooker: account.onlooker }
    const relayed = relayResponse(sent.response, response, account.ownHeaders(sent), idleTimeoutMs, watchers)
    account.relayed(sent, relayed instanceof Promise ? await relayed : relayed)
  } catch (error) {
    account.failed(response, error)
  }
}
