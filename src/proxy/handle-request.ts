import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { Admission } from './admission.ts'
import { checkAccounts } from './check-accounts.ts'
import { forwardRequest } from './forward-request.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import { nearestIdentifiers } from './nearest-identifiers.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { readBody } from './read-body.ts'
import { relayResponse } from './relay-response.ts'
import { RequestAccount } from './request-account.ts'
import { resolveRequestedModel } from './resolve-requested-model.ts'
import { rewriteRequest } from './rewrite-request.ts'
import { selectRegion } from './select-region.ts'
import { sendMending } from './send-mending.ts'
import { signRequest } from './sign-request.ts'
import { withStandIn } from './stand-in.ts'

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
  { reserve, checkBody }: Admission,
) {
  const matched = account.matched(matchOperation(request.method ?? '', request.url ?? ''))
  const body = account.received(await readBody(request, parts.limits, matched.operation.model.in === 'body', reserve))
  checkBody(body)
  const located = account.located(locateModel(matched, body))
  const region = account.inRegion(await selectRegion(matched, located, parts))
  const policy = parts.policy()
  checkAccounts(matched, policy)
  const resolution = account.resolved(resolveRequestedModel(matched.operation, located, region.catalog(), policy))
  const departure = departureFrom(response)
  const upstream = region.upstreams[matched.operation.via]
  const sendAs = async (modelId?: string) => {
    const rewritten = rewriteRequest(matched, request.headers, body, located, modelId)
    return forwardRequest(upstream.lane, await signRequest(rewritten, upstream), departure)
  }
  const send = withStandIn(sendAs, matched, region.catalog)
  const sent = account.sent(
    await sendMending(resolution, send, { ...matched, region, policy, departure, failover: parts.failover() }),
  )
  const hint = sent.isRefused && resolution ? nearestIdentifiers(resolution.requested, region.catalog()) : []
  const ownHeaders = account.ownHeaders(sent, hint.join(', '))
  const relayed = await relayResponse(sent.response, response, ownHeaders, parts.limits.idleTimeoutMs)
  account.relayed(sent, relayed)
}
