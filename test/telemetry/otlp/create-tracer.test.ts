import { Agent } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { createTracer } from '../../../src/telemetry/otlp/create-tracer.ts'
import { type Collector, startCollector } from '../../fixtures/start-collector.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { recordOf } from '../record-of.ts'

const MODEL = { startedAt: performance.now(), usesTokens: true }
const SEND = {
  startedAt: 0,
  endedAt: 1,
  method: 'POST',
  pathTemplate: '/x',
  region: 'eu-central-1',
  host: 'h',
  isStream: false,
}
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

function startTracer({ url }: Pick<Collector, 'url'>, env: Record<string, string> = {}) {
  const dropped: string[] = []
  const tracer = createTracer({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url, ...env },
    version: '1.2.3',
    createAgent: () => new Agent({ keepAlive: true }),
    onDropped: (host, why) => dropped.push(`${host} ${why}`),
  })
  onTestFinished(() => tracer.close(0))
  return { tracer, dropped }
}

it('A request is a span, its sends are spans below it, and all of them come in one batch', async () => {
  const collector = await startCollector()
  const { tracer } = startTracer(collector, {
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=one',
    OTEL_SERVICE_NAME: 'mine',
  })
  for (let i = 0; i < 3; i++) {
    const trace = tracer.begin({})
    trace.sent({ ...SEND, status: 429, exception: 'ThrottlingException' })
    trace.sent({ ...SEND, status: 200 })
    trace.finished(recordOf(), MODEL)
  }
  await tracer.close(5_000)
  expect(collector.requests).toMatchObject([{ path: '/v1/traces', headers: { 'x-tenant': 'one' } }])
  expect(collector.resources).toMatchObject([{ 'service.name': 'mine', 'telemetry.sdk.language': 'nodejs' }])
  const roots = collector.spans.filter(({ parentSpanId }) => !parentSpanId)
  expect(roots.map(({ name, kind }) => [name, kind])).toEqual(Array(3).fill(['chat a.m', 3]))
  for (const { spanId, traceId } of roots) {
    const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId)
    expect(below.map((span) => [span.traceId, span.status.code ?? 0])).toEqual([
      [traceId, 2],
      [traceId, 0],
    ])
  }
})

it('Spans go as protobuf where the variable says so', async () => {
  const bodies: { readonly type: string | undefined; readonly body: Buffer }[] = []
  const url = await startHttpServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    bodies.push({ type: request.headers['content-type'], body: Buffer.concat(chunks) })
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
  })
  const { tracer, dropped } = startTracer({ url }, { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' })
  tracer.begin({}).finished(recordOf(), MODEL)
  await tracer.close(5_000)
  expect([bodies.map(({ type }) => type), dropped]).toEqual([['application/x-protobuf'], []])
  expect(bodies[0]?.body.includes('chat a.m')).toBe(true)
  expect(bodies[0]?.body[0]).toBe(0x0a)
})

it('A span has the times of its request', async () => {
  const collector = await startCollector()
  const { tracer } = startTracer(collector)
  const startedAt = performance.now() - 5_000
  const began = Date.now() - 5_000
  tracer.begin({}).finished(recordOf({ totalMs: 2_000 }), { startedAt, usesTokens: true })
  await tracer.close(5_000)
  const [span] = collector.spans
  const [start, end] = [Number(span?.startTimeUnixNano) / 1e6, Number(span?.endTimeUnixNano) / 1e6]
  expect(end - start).toBeCloseTo(2_000, 0)
  expect(Math.abs(start - began)).toBeLessThan(500)
})

it.each<[string, Record<string, string>, string | undefined, string | undefined]>([
  ['is continued', { traceparent: PARENT, tracestate: 'vendor=1' }, PARENT.split('-')[1], 'b7ad6b7169203331'],
  ['that is none begins a trace of its own', { traceparent: 'nonsense' }, undefined, undefined],
])('The traceparent of a client %s', async (_, context, traceId, parent) => {
  const collector = await startCollector()
  const { tracer } = startTracer(collector)
  tracer.begin(context).finished(recordOf(), MODEL)
  await tracer.close(5_000)
  const [span] = collector.spans
  expect(span?.parentSpanId || undefined).toBe(parent)
  if (traceId) expect([span?.traceId, span?.traceState]).toEqual([traceId, 'vendor=1'])
  else expect(span?.traceId).toMatch(/^[0-9a-f]{32}$/)
})

it('A client that does not want its trace sampled gets no span', async () => {
  const collector = await startCollector()
  const { tracer } = startTracer(collector)
  tracer.begin({ traceparent: PARENT.replace(/01$/, '00') }).finished(recordOf(), MODEL)
  await tracer.close(5_000)
  expect(collector.requests).toEqual([])
})

it('No more waits than some thousand spans; the rest is dropped', async () => {
  const collector = await startCollector()
  const { tracer } = startTracer(collector)
  for (let i = 0; i < 5_000; i++) tracer.begin({}).finished(recordOf(), MODEL)
  await tracer.close(10_000)
  expect(collector.spans.length).toBeGreaterThanOrEqual(2_048)
  expect(collector.spans.length).toBeLessThan(3_000)
})

it.each<[string, number | 'never', RegExp]>([
  ['refuses', 403, / 403$/],
  ['does not answer', 'never', / no answer in time$/],
])('A collector that %s costs spans, and neither an error nor time', async (_, answer, told) => {
  const collector = await startCollector(answer)
  const { tracer, dropped } = startTracer(collector)
  tracer.begin({}).finished(recordOf(), MODEL)
  const startedAt = performance.now()
  await tracer.close(300)
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  expect(dropped.join()).toMatch(told)
})

it('A collector that is away is told of by host and code', async () => {
  const { tracer, dropped } = startTracer(
    { url: 'http://127.0.0.1:1' },
    { OTEL_EXPORTER_OTLP_TIMEOUT: '500', OTEL_EXPORTER_OTLP_HEADERS: 'authorization=secret' },
  )
  tracer.begin({}).finished(recordOf(), MODEL)
  await tracer.close(5_000)
  expect(dropped).toEqual(['127.0.0.1:1 ECONNREFUSED'])
})
