import { constants, type ServerHttp2Stream } from 'node:http2'
import { ProxyError } from '../bedrock/errors.ts'
import { departureFrom } from '../http/client-presence.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { requestTarget } from '../http/query-string.ts'
import type { Admission } from './admission.ts'
import type { SignedStream } from './bidirectional-lane.ts'
import { EMPTY_BODY } from './body.ts'
import { checkAccounts } from './check-accounts.ts'
import { locateModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import type { ProxyParts, RegionalParts } from './proxy-parts.ts'
import { discardRest } from './read-body.ts'
import { relayResponse } from './relay-response.ts'
import { renewIdentity } from './renew-identity.ts'
import type { RequestAccount } from './request-account.ts'
import { resolveRequestedModel } from './resolve-requested-model.ts'
import { rewriteRequest, type UpstreamRequest } from './rewrite-request.ts'
import { selectRegion } from './select-region.ts'
import { refuseUnknownRoute } from './unknown-route.ts'
import { upstreamError } from './upstream-error.ts'

/**
 * The life of a request whose events are answered while they still come. Its stages are those of `handleRequest`, but
 * for the body, which is never whole: each event is signed and sent as it arrives. It is sent once, because its events
 * are not kept.
 */
export async function carryBothWays(
  request: IncomingRequest,
  response: OutgoingResponse,
  matched: MatchedOperation,
  parts: ProxyParts,
  account: RequestAccount,
  { checkStream, reserve }: Pick<Admission, 'checkStream' | 'reserve'>,
): Promise<void> {
  const client = requireHttp2(request)
  checkStream()
  closeWhenAnswered(client)
  const located = account.located(locateModel(matched, EMPTY_BODY))
  const region = account.inRegion(await selectRegion(matched, located, parts))
  const { operation } = matched
  checkAccounts(matched, parts.policy())
  const resolution = account.resolved(resolveRequestedModel(operation, located, region.catalog(), parts.policy()))
  const rewritten = rewriteRequest(matched, request.headers, EMPTY_BODY, located, resolution?.resolved)
  const signed = await signStream(rewritten, region)
  const onBytes = (count: number) => account.receivedBytes(count)
  const incoming = { stream: client, onBytes, hold: holdMost(reserve) }
  const upstream = await region.bidirectional.lane({ ...signed, incoming }, departureFrom(response)).catch(asProxyError)
  renewIdentity(upstream, region.upstreams.inference.identity)
  const known = await refuseUnknownRoute({ response: upstream, attempts: 1 }, operation, region.region)
  const sent = account.sent({ ...known, resolution, remedies: [], isRefused: false })
  const ownHeaders = account.ownHeaders(sent)
  const relayed = await relayResponse(sent.response, response, ownHeaders, parts.limits.idleTimeoutMs)
  account.relayed(sent, relayed)
}

/** @throws ProxyError `http2-required` */
function requireHttp2(request: IncomingRequest): ServerHttp2Stream {
  if ('stream' in request) return request.stream
  discardRest(request)
  throw new ProxyError(
    'http2-required',
    'A bidirectional stream needs HTTP/2, and this request came over HTTP/1.1. Use a client that speaks HTTP/2 to an http:// endpoint.',
  )
}

/** Takes room for the longest piece of a frame so far; the rest of a stream is sent on as it comes. */
function holdMost(reserve: Admission['reserve']): (bytes: number) => void {
  let most = 0
  return (bytes) => {
    if (bytes <= most) return
    reserve(bytes - most)
    most = bytes
  }
}

/** Time for a client to end its side after its answer is complete: a reset may overtake what it has not read yet. */
const LINGER_MS = 1_000

/** Nobody hears what a client goes on to say after its answer: RST_STREAM with NO_ERROR tells it so (RFC 9113 §8.1). */
function closeWhenAnswered(client: ServerHttp2Stream): void {
  client.once('finish', () => {
    const linger = setTimeout(() => client.close(constants.NGHTTP2_NO_ERROR), LINGER_MS).unref()
    client.once('close', () => clearTimeout(linger)).resume()
  })
}

/** @throws ProxyError `no-credentials`, `credentials-required` */
async function signStream(
  { method, path, query, headers }: UpstreamRequest,
  {
    upstreams: {
      inference: { host },
    },
    bidirectional,
  }: RegionalParts,
): Promise<SignedStream> {
  const sent = { ...headers, 'content-type': 'application/vnd.amazon.eventstream' }
  const authenticated = await bidirectional.authenticate({ method, host, path, query, headers: sent })
  return {
    method,
    target: requestTarget(path, query),
    host,
    headers: { ...sent, ...authenticated.headers },
    signEvent: authenticated.signEvent,
  }
}

function asProxyError(error: unknown): never {
  throw upstreamError(error, 1)
}
