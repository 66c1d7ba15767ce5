import { nearestIdentifiers } from '../bedrock/nearest-identifiers.ts'
import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { Admission } from './admission.ts'
import { carryBothWays } from './carry-both-ways.ts'
import { checkAccounts } from './check-accounts.ts'
import { forwardRequest } from './forward-request.ts'
import type { Forward } from './incoming.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { readBody } from './read-body.ts'
import { relayResponse } from './relay-response.ts'
import { withRenewedIdentity } from './renew-identity.ts'
import { RequestAccount } from './request-account.ts'
import { resolveRequestedModel } from './resolve-requested-model.ts'
import { selectRegion } from './select-region.ts'
import { selectUpstream } from './select-upstream.ts'
import { sendMending } from './send-mending.ts'
import { signRequest } from './sign-request.ts'
import { withStandIn } from './stand-in.ts'
import { throughDoor } from './through-door.ts'

/** The life of a request. Never rejects: every failure is answered, and every outcome leaves one record. */
export async function handleRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  admission: Admission,
) {
  const account = new RequestAccount(request, parts.region, parts.telemetry, admission.client)
  try {
    await carry(request, response, parts, account, admission)
  } catch (error) {
    account.failed(response, error)
  }
}

async function carry(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ProxyParts,
  account: RequestAccount,
  admission: Admission,
) {
  const matched = account.matched(matchOperation(request.method ?? '', request.url ?? ''))
  if (matched.operation.body === 'events') return carryBothWays(request, response, matched, parts, account, admission)
  const { reserve, checkBody } = admission
  const body = account.received(await readBody(request, parts.limits, matched.operation.model.in === 'body', reserve))
  checkBody(body)
  const located = account.located(locateModel(matched, body))
  const region = account.inRegion(await selectRegion(matched, located, parts))
  const upstream = selectUpstream(matched.operation, region)
  const policy = parts.policy()
  checkAccounts(matched, policy)
  const resolution = account.resolved(resolveRequestedModel(matched.operation, located, region.catalog(), policy))
  const departure = departureFrom(response)
  const forwardOnce: Forward = async (outgoing) =>
    forwardRequest(upstream.lane, await signRequest(outgoing, upstream), departure)
  const forward = withRenewedIdentity(forwardOnce, upstream.identity)
  const incoming = { matched, headers: request.headers, body, located, region, policy }
  const send = withStandIn(throughDoor(incoming, forward), matched, region.catalog)
  const sent = account.sent(
    await sendMending(resolution, send, { ...matched, region, policy, departure, failover: parts.failover() }),
  )
  const hint = sent.isRefused && resolution ? nearestIdentifiers(resolution.requested, region.catalog()) : []
  const ownHeaders = account.ownHeaders(sent, hint.join(', '))
  const relayed = await relayResponse(sent.response, response, ownHeaders, parts.limits.idleTimeoutMs)
  account.relayed(sent, relayed)
}
