import type { IncomingHttpHeaders } from 'node:http'
import type { TraceContext } from '../../telemetry/request-trace.ts'

/** What a client says of the trace that its request is part of. A header that came twice says nothing. */
export function traceContextIn(headers: IncomingHttpHeaders): TraceContext {
  return { traceparent: single(headers.traceparent), tracestate: single(headers.tracestate) }
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
