import type { ServerHttp2Stream } from 'node:http2'
import { ProxyError } from '../../bedrock/errors.ts'
import { codingOf } from '../../http/content-coding.ts'
import type { IncomingRequest } from '../../http/dual-server.ts'
import { requestTarget } from '../../http/query-string.ts'
import type { Admission } from '../admission.ts'
import { type Body, EMPTY_BODY } from '../body.ts'
import { discardRest } from '../discard-rest.ts'
import { holdMost } from '../hold-most.ts'
import type { Carrier, UpstreamAttempt } from '../sending/attempt.ts'
import type { SignedStream } from './bidirectional-lane.ts'

/**
 * Takes a body whose events are answered while they still come: it is never whole, and each event is signed and sent as it
 * arrives. It is sent once, because its events are not kept. `onBytes` is told of whatever comes.
 * @throws ProxyError `http2-required`, `unsupported-media-type`, `client-signature`
 */
export function takeEvents(
  request: IncomingRequest,
  admission: Pick<Admission, 'checkStream' | 'reserve'>,
  onBytes: (count: number) => void,
): { readonly body: Body; readonly carrier: Carrier } {
  const stream = requireHttp2(request)
  requireIdentity(request)
  admission.checkStream()
  closeWhenAnswered(stream)
  // The longest piece of a frame counts; the rest of a stream is sent on as it comes.
  const incoming = { stream, onBytes, hold: holdMost(admission) }
  const carrier: Carrier = {
    keepsBody: false,
    async transmit(attempt, history) {
      const signed = await signStream(attempt)
      history.sends += 1
      return attempt.region.bidirectional({ ...signed, incoming }, attempt.incoming.departure)
    },
  }
  return { body: EMPTY_BODY, carrier }
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

/** Events are signed one by one, as they are. */
function requireIdentity(request: IncomingRequest): void {
  if (codingOf(request.headers['content-encoding']) === 'identity') return
  discardRest(request)
  throw new ProxyError(
    'unsupported-media-type',
    'The events of a bidirectional stream have no content-encoding. Send them as they are.',
  )
}

/** Time for a client to end its side after its answer is complete: a reset may overtake what it has not read yet. */
const LINGER_MS = 1_000

/** RFC 9113 §7; Node's name of it would load all of HTTP/2 with the first request. */
const NO_ERROR = 0

/** Nobody hears what a client goes on to say after its answer: RST_STREAM with NO_ERROR tells it so (RFC 9113 §8.1). */
function closeWhenAnswered(client: ServerHttp2Stream): void {
  client.once('finish', () => {
    const linger = setTimeout(() => client.close(NO_ERROR), LINGER_MS).unref()
    client.once('close', () => clearTimeout(linger)).resume()
  })
}

/** @throws ProxyError `no-credentials`, `credentials-required` */
async function signStream(attempt: UpstreamAttempt): Promise<SignedStream> {
  const { host } = attempt.upstream
  const { method, path, query, headers } = await attempt.route.request(attempt)
  const sent = { ...headers, 'content-type': 'application/vnd.amazon.eventstream' }
  const authenticate = attempt.incoming.signer.streamInRegion(attempt.region.region)
  const authenticated = await authenticate({ method, host, path, query, headers: sent })
  return {
    method,
    target: requestTarget(path, query),
    host,
    headers: { ...sent, ...authenticated.headers },
    signEvent: authenticated.signEvent,
  }
}
