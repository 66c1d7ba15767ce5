import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { carryBothWays } from './carry-both-ways.ts'
import { forwardRequest } from './forward-request.ts'
import { locateModel } from './locate-model.ts'
import { matchOperation } from './match-operation.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { readBody } from './read-body.ts'
import { relayResponse } from './relay-response.ts'
import { RequestAccount } from './request-account.ts'
import { resolveRequestedModel } from './resolve-requested-model.ts'
import { rewriteRequest } from './rewrite-request.ts'
import { signRequest } from './sign-request.ts'

/** The life of a request. Never rejects: every failure is answered, and every outcome leaves one record. */
export async function handleRequest(request: IncomingRequest, response: OutgoingResponse, parts: ProxyParts) {
  const account = new RequestAccount(request, parts.region, parts.telemetry)
  try {
    await carry(request, response, parts, account)
  } catch (error) {
    account.failed(response, error)
  }
}

async function carry(request: IncomingRequest, response: OutgoingResponse, parts: ProxyParts, account: RequestAccount) {
  const matched = account.matched(matchOperation(request.method ?? '', request.url ?? ''))
  if (matched.operation.body === 'events') return carryBothWays(request, response, matched, parts, account)
  const body = account.received(await readBody(request, parts.limits, matched.operation.model.in === 'body'))
  const located = account.located(locateModel(matched, body))
  const resolution = account.resolved(resolveRequestedModel(matched.operation, located, parts))
  const rewritten = rewriteRequest(matched, request.headers, body, located, resolution?.resolved)
  const signed = await signRequest(rewritten, parts)
  const lane = located.in === 'nowhere' ? parts.relayLane : parts.inferenceLane
  const forwarded = account.forwarded(await forwardRequest(lane, signed, departureFrom(response)))
  const ownHeaders = account.ownHeaders(forwarded)
  const relayed = await relayResponse(forwarded.response, response, ownHeaders, parts.limits.idleTimeoutMs)
  account.relayed(forwarded, relayed)
}
