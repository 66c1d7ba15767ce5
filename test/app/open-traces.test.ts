import { describe, expect, it, onTestFinished } from 'vitest'
import { startProxy } from '../../src/app.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { OPERATIONS_OF_CONVENTION, unknownNames } from '../fixtures/genai-convention.ts'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { type CollectedSpan, type Collector, startCollector } from '../fixtures/start-collector.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { recorder, settingsWith } from '../fixtures/start-pair.ts'

const GLOBAL = `global.${BARE}`
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const HEADERS = { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, tracestate: 'vendor=canary-state' }
const TALK = '{"messages":[{"role":"user","content":[{"text":"canary-prompt"}]}],"inferenceConfig":{"maxTokens":9}}'

describe('With --telemetry otlp a request leaves a trace', () => {
  it('of names that the convention knows, in the trace of its client, with its tokens and its sends', async () => {
    const { proxy, collector } = await start()
    await (await post(proxy.url, modelPath('converse'), TALK, HEADERS)).text()
    await proxy.drain()
    const [request, send] = inOrder(collector)
    expect(collector.spans).toHaveLength(2)
    expect(request).toMatchObject({
      name: `chat ${BARE}`,
      kind: 3,
      traceId: TRACE,
      parentSpanId: 'b7ad6b7169203331',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'aws.bedrock',
        'gen_ai.request.model': BARE,
        'gen_ai.usage.input_tokens': expect.any(Number),
        'gen_ai.usage.output_tokens': expect.any(Number),
        'cloud.region': 'eu-central-1',
        'http.response.status_code': 200,
        'bedrock_proxy.operation': 'Converse',
        'bedrock_proxy.sent_model': PROFILE,
        'bedrock_proxy.reason': 'geographic-profile',
        'bedrock_proxy.attempts': 1,
      },
    })
    expect(send).toMatchObject({
      name: 'POST /model/{modelId}/converse',
      kind: 3,
      traceId: TRACE,
      parentSpanId: request?.spanId,
      attributes: { 'http.response.status_code': 200, 'server.address': '127.0.0.1' },
    })
    expect(request?.status.code ?? 0).toBe(0)
    for (const { name, attributes } of collector.spans) {
      expect(unknownNames(attributes)).toEqual([])
      expect([...OPERATIONS_OF_CONVENTION, 'POST']).toContain(name.split(' ')[0])
    }
  })

  it('of its attempts, and of what was done between them', async () => {
    const { proxy, collector, simulator } = await start({ failover: 'throttling' })
    simulator.misbehave('throttled')
    await (await post(proxy.url, modelPath('converse-stream'), TALK)).arrayBuffer()
    await proxy.drain()
    const [request, first, second] = inOrder(collector)
    expect(request?.attributes).toMatchObject({
      'gen_ai.request.stream': true,
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      'bedrock_proxy.attempts': 2,
      'bedrock_proxy.reason': 'failover',
      'bedrock_proxy.remedies': ['failover'],
      'bedrock_proxy.moved_from': `eu-central-1/${PROFILE}`,
    })
    expect(first).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'ThrottlingException' } })
    expect(second?.attributes).toMatchObject({
      'http.request.resend_count': 1,
      'bedrock_proxy.remedy': 'failover',
      'bedrock_proxy.sent_model': GLOBAL,
    })
  })

  it('of what was repaired', async () => {
    const { proxy, collector } = await start()
    const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 5, messages: [], x_new: 1 })
    await (await post(proxy.url, modelPath('invoke'), body)).text()
    await proxy.drain()
    expect(inOrder(collector)[0]?.attributes).toMatchObject({
      'bedrock_proxy.repaired': ['field=x_new'],
      'bedrock_proxy.remedies': ['repair'],
    })
  })

  it.each<[string, Partial<Settings>, string]>([
    ['of an error of our own', { routing: 'in-region-only' }, 'policy-refused'],
    ['of whoever was not let in', { clientToken: [{ name: 'a', token: 'canary-token' }] }, 'client-token'],
  ])('%s', async (_, settings, error) => {
    const { proxy, collector } = await start(settings)
    await (await post(proxy.url, modelPath('converse'), TALK)).text()
    await proxy.drain()
    expect(collector.spans).toMatchObject([{ status: { code: 2 }, attributes: { 'error.type': error } }])
    expect(collector.spans[0]?.status.message ?? '').toBe('')
  })

  it('with nothing of a prompt, an answer, a header or a credential; and nothing of the trace goes upstream', async () => {
    const { proxy, collector, simulator } = await start({ clientToken: [{ name: 'me', token: 'canary-token' }] })
    const secret = { ...HEADERS, 'x-api-key': 'canary-token', cookie: 'canary-cookie', 'anthropic-beta': 'canary-beta' }
    const message = JSON.stringify({
      model: BARE,
      max_tokens: 9,
      messages: [{ role: 'user', content: 'canary-prompt' }],
    })
    const answers = [
      await post(proxy.url, modelPath('converse'), TALK, secret),
      await post(proxy.url, modelPath('converse-stream'), TALK, secret),
      await post(proxy.url, '/v1/messages', message, secret),
      await post(proxy.url, '/guardrail/abc/version/1/apply', '{"source":"INPUT","content":["canary-prompt"]}', secret),
    ]
    for (const answer of answers) await answer.arrayBuffer()
    await proxy.drain()
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]))
    const told = collector.requests.map(({ body }) => body).join('\n')
    for (const word of [
      'canary-prompt',
      'canary-token',
      'canary-cookie',
      'Hello from',
      CREDENTIALS.secretAccessKey,
      CREDENTIALS.accessKeyId,
    ]) {
      expect(told).not.toContain(word)
    }
    const upstream = simulator.requests.map(({ headers }) => headers.join('\n')).join('\n')
    expect(simulator.requests.length).toBeGreaterThanOrEqual(4)
    expect(upstream).not.toMatch(/traceparent|tracestate|canary-state/i)
  })

  it('and goes on where the collector is away, with a warning that names it', async () => {
    const { proxy, log } = await start({}, { url: 'http://127.0.0.1:1' })
    expect((await post(proxy.url, modelPath('converse'), TALK)).status).toBe(200)
    await proxy.drain()
    await expect.poll(log).toContain('Traces could not be sent to 127.0.0.1:1 (ECONNREFUSED), and are dropped.')
  })
})

it('A drain waits for a collector no longer than its timeout, and not at all once somebody does not want to wait', async () => {
  const { proxy, collector } = await start({ drainTimeoutMs: 60_000 }, await startCollector('never'), {
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
  })
  await (await post(proxy.url, modelPath('converse'), TALK)).text()
  const drained = proxy.drain()
  await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow()
  await proxy.destroy()
  await drained
  expect(collector.requests).toEqual([])
  const brief = await start({ drainTimeoutMs: 200 }, await startCollector('never'), {
    OTEL_EXPORTER_OTLP_TIMEOUT: '60000',
  })
  await (await post(brief.proxy.url, modelPath('converse'), TALK)).text()
  await brief.proxy.drain()
})

it('A variable that names no collector is told at the start, and not repeated', async () => {
  const started = start({}, { url: 'canary://secret' })
  await expect(started).rejects.toMatchObject({
    name: 'SettingsError',
    problems: [expect.stringMatching(/^OTEL_EXPORTER_OTLP_ENDPOINT names no collector(?!.*canary)/)],
  })
})

it.each<[string, Partial<Settings>, Record<string, string>]>([
  ['The variable alone', { telemetry: 'off' }, {}],
  ['OTEL_SDK_DISABLED', {}, { OTEL_SDK_DISABLED: 'true' }],
])('%s starts nothing', async (_, settings, env) => {
  const { proxy, collector } = await start(settings, undefined, env)
  await (await post(proxy.url, modelPath('converse'), TALK, HEADERS)).text()
  await proxy.drain()
  expect(collector.requests).toEqual([])
})

async function start(
  settings: Partial<Settings> = {},
  away?: Pick<Collector, 'url'>,
  env: Record<string, string> = {},
) {
  const collector = await startCollector()
  const simulator = await startFrankfurt()
  const { logTo, written } = recorder()
  const proxy = await startProxy({
    settings: settingsWith({ telemetry: 'otlp', drainTimeoutMs: 3_000, ...settings }),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: (away ?? collector).url, OTEL_EXPORTER_OTLP_TIMEOUT: '1000', ...env },
    logTo,
    useColor: false,
    simulated: { endpoint: new URL(simulator.url), credentials: CREDENTIALS },
  })
  onTestFinished(() => proxy.destroy())
  return { proxy, collector, simulator, log: written }
}

/** The span of the request, and then those of its sends. */
function inOrder({ spans }: Collector): CollectedSpan[] {
  const isSend = ({ attributes }: CollectedSpan) => attributes['http.request.method'] !== undefined
  const sends = spans.filter(isSend).toSorted((a, b) => Number(a.startTimeUnixNano) - Number(b.startTimeUnixNano))
  return [...spans.filter((span) => !isSend(span)), ...sends]
}
