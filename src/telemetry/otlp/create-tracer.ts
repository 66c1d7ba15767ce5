import type { Agent } from 'node:http'
import {
  type Context,
  defaultTextMapGetter,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import type { RequestTrace, TraceContext, TracedSend, Tracer } from '../request-trace.ts'
import { type ExporterSettings, exporterSettings } from './exporter-settings.ts'
import { errorType, requestAttributes, sendAttributes, sendErrorType, sendName, spanName } from './span-attributes.ts'

/** What spans are made and sent with. */
export type TracerOptions = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** The connections to the collector; destroyed with the tracer. */
  readonly createAgent: (protocol: string) => Agent
  /** Told of the collector's host, and by its name why spans could not be sent there, whenever they could not. */
  readonly onDropped: (host: string, why: string) => void
}

/** What waits for a collector that is slow or away; then spans are dropped. */
const MAX_WAITING_SPANS = 2_048
const MAX_VALUE_CHARACTERS = 1_024
/** A collector that is there answers in milliseconds; nobody wants to wait for another one at the end. */
const LONGEST_FLUSH_MS = 3_000

/**
 * Sends spans to the collector that the environment names, in batches, in the background.
 * @throws Error as `exporterSettings` does
 */
export function createTracer({
  env,
  version,
  createAgent,
  onDropped,
}: TracerOptions): Tracer & { readonly host: string } {
  const settings = exporterSettings(env)
  const { host, protocol } = new URL(settings.url)
  const agent = createAgent(protocol)
  const exporter = exporterTo(settings, agent, (why) => onDropped(host, why))
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(settings.resource)),
    spanLimits: { attributeValueLengthLimit: MAX_VALUE_CHARACTERS },
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: MAX_WAITING_SPANS })],
  })
  const tracer = provider.getTracer('bedrock-profile-proxy', version)
  const propagator = new W3CTraceContextPropagator()
  return {
    host,
    begin: (context) => traceRequest(tracer, () => parentIn(context, propagator)),
    async close(limitMs) {
      const isSent = await within(Math.min(limitMs, LONGEST_FLUSH_MS), provider.shutdown())
      if (!isSent && limitMs > 0) onDropped(host, 'no answer in time')
      agent.destroy()
    },
  }
}

const EXPORTERS = { 'http/json': JsonExporter, 'http/protobuf': ProtobufExporter } as const

/** A collector that is away is told of here, and nowhere else is anything thrown for it. */
function exporterTo(
  { url, protocol, headers, timeoutMs }: ExporterSettings,
  agent: Agent,
  onDropped: (why: string) => void,
): SpanExporter {
  const exporter = new EXPORTERS[protocol]({ url, headers, timeoutMillis: timeoutMs, httpAgentOptions: () => agent })
  return {
    export(spans, done) {
      exporter.export(spans, ({ code, error }) => {
        if (code !== ExportResultCode.SUCCESS) onDropped(nameOf(error))
        done({ code: ExportResultCode.SUCCESS })
      })
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  }
}

/** A header that is no traceparent begins a trace of its own. */
function parentIn({ traceparent, tracestate }: TraceContext, propagator: W3CTraceContextPropagator): Context {
  if (traceparent === undefined) return ROOT_CONTEXT
  const carrier = { traceparent, ...(tracestate !== undefined && { tracestate }) }
  return propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
}

/** Spans are made when a request is over: until then there is nothing but a list of its sends. */
function traceRequest(tracer: OtelTracer, parent: () => Context): RequestTrace {
  const sends: TracedSend[] = []
  return {
    sent: (send) => void sends.push(send),
    finished(record, request) {
      const toEpoch = Date.now() - performance.now()
      const context = parent()
      const span = tracer.startSpan(
        spanName(record, request),
        {
          kind: SpanKind.CLIENT,
          startTime: request.startedAt + toEpoch,
          attributes: attributesOf(requestAttributes(record, request, sends)),
        },
        context,
      )
      for (const [number, send] of sends.entries())
        spanOfSend(send, number, toEpoch, { tracer, parent: trace.setSpan(context, span) })
      end(span, errorType(record, sends.at(-1)), request.startedAt + record.totalMs + toEpoch)
    },
  }
}

function spanOfSend(
  send: TracedSend,
  number: number,
  toEpoch: number,
  { tracer, parent }: { readonly tracer: OtelTracer; readonly parent: Context },
): void {
  const span = tracer.startSpan(
    sendName(send),
    {
      kind: SpanKind.CLIENT,
      startTime: send.startedAt + toEpoch,
      attributes: attributesOf(sendAttributes(send, number)),
    },
    parent,
  )
  end(span, sendErrorType(send), send.endedAt + toEpoch)
}

function end(span: Span, error: string | undefined, at: number): void {
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(at)
}

/** The packages want lists that they could change. */
function attributesOf(
  attributes: ReturnType<typeof requestAttributes>,
): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  )
}

/** True where it was done within the time. */
async function within(limitMs: number, done: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, limitMs, false)
  })
  const isDone = await Promise.race([done.then(isOver, isOver), over])
  clearTimeout(timer)
  return isDone
}

const isOver = () => true

/** Its code or name alone: messages may quote what a collector answered. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : ''
  return code === '' || code === 'undefined' ? error.name : code
}
