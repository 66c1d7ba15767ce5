import { EVENT_STREAM, mediaTypeOf } from '../../http/event-stream-codec.ts'
import { exceptionOf, type UpstreamResponse } from '../exchange.ts'
import type { History, NoAnswer, UpstreamAttempt } from './attempt.ts'

/** Tells whoever traces the request of a send and of what came of it. */
export function traceSend(
  { incoming, region, upstream, resolution }: UpstreamAttempt,
  { remedies }: History,
  startedAt: number,
  outcome: UpstreamResponse | NoAnswer,
): void {
  const { method, path, upstreamPath = path } = incoming.matched.operation
  incoming.onSend?.({
    startedAt,
    endedAt: performance.now(),
    method,
    pathTemplate: upstreamPath,
    region: region.region,
    host: upstream.host,
    model: resolution?.resolved,
    reason: resolution?.reason,
    remedy: remedies.at(-1),
    ...('status' in outcome
      ? { status: outcome.status, exception: exceptionOf(outcome) || undefined, isStream: isStream(outcome) }
      : { error: outcome.error.code, isStream: false }),
  })
}

function isStream(response: UpstreamResponse): boolean {
  return STREAMS.includes(mediaTypeOf(response.header('content-type')))
}

const STREAMS = [EVENT_STREAM, 'text/event-stream']
