import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tellUsage } from '../../../src/proxy/account/tell-usage.ts'
import { createPromptCaches } from '../../../src/simulator/quotas/prompt-caches.ts'
import type { SimulatorOptions } from '../../../src/simulator/start-simulator.ts'
import { INVOCATION, modelPath, post } from '../../fixtures/model-requests.ts'
import { CREDENTIALS, startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { startPair, startProxyTo } from '../../fixtures/start-pair.ts'

describe('A record', () => {
  const USED = { inputTokens: 3, outputTokens: 1 }

  it.each([
    [200, 'complete', USED, USED],
    [200, 'client-left', USED, { ...USED, usage: 'so-far' }],
    [200, 'upstream-broke', USED, { ...USED, usage: 'so-far' }],
    [200, 'client-left', {}, { usage: 'untold' }],
    [200, 'complete', {}, { usage: 'untold' }],
    [429, 'complete', {}, {}],
    [503, 'answered-here', {}, {}],
  ] as const)('of a %i that is %s and told %j says %j', (status, ending, told, expected) => {
    expect(tellUsage(told, status, ending)).toEqual(expected)
  })
})

/** Long enough to be cached. */
const LONG = 'word '.repeat(1200)
const CONVERSE = {
  system: [{ text: LONG }, { cachePoint: { type: 'default', ttl: '1h' } }],
  messages: [{ role: 'user', content: [{ text: 'hi' }] }],
}
const MESSAGE = {
  max_tokens: 9,
  system: [{ type: 'text', text: LONG, cache_control: { type: 'ephemeral', ttl: '1h' } }],
  messages: [{ role: 'user', content: 'hi' }],
}
const INVOKE = { anthropic_version: 'bedrock-2023-05-31', ...MESSAGE }
const MODEL = 'anthropic.claude-sonnet-4-6'

/** Anthropic's words tell the time to live; Bedrock's headers and metrics do not. */
const WRITTEN = { cacheReadTokens: 0, cacheWriteTokens: expect.any(Number), cacheWrite1hTokens: expect.any(Number) }

describe('What a prompt cache wrote and read is told', () => {
  it.each<[string, object]>([
    [modelPath('converse'), CONVERSE],
    [modelPath('converse-stream'), CONVERSE],
    [modelPath('invoke'), INVOKE],
    [modelPath('invoke-with-response-stream'), INVOKE],
    ['/v1/messages', { ...MESSAGE, model: MODEL }],
    ['/v1/messages', { ...MESSAGE, model: MODEL, stream: true }],
  ])('in the record of %s', async (path, body) => {
    const { proxy } = await startPair({}, { promptCaches: createPromptCaches(Date.now) })
    const ask = async () => (await post(proxy.url, path, JSON.stringify(body), ANTHROPIC_VERSION)).text()
    await ask()
    await ask()
    await expect.poll(() => proxy.records()).toHaveLength(2)
    const [first, second] = proxy.records()
    expect(first).toMatchObject({ ...WRITTEN, outputTokens: 5, ending: 'complete' })
    expect(first?.cacheWrite1hTokens).toBe(first?.cacheWriteTokens)
    expect(second).toMatchObject({ cacheReadTokens: first?.cacheWriteTokens, cacheWriteTokens: 0, outputTokens: 5 })
    expect(Number(second?.inputTokens)).toBeLessThan(Number(second?.cacheReadTokens))
  })
})

describe('OpenAI’s answers tell', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  const SSE_TYPE = { 'content-type': 'text/event-stream' }
  const CHAT = '"usage":{"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":70}}'
  const RESPONSE = '"usage":{"input_tokens":100,"output_tokens":5,"input_tokens_details":{"cached_tokens":70}}'

  it.each([
    ['/openai/v1/chat/completions', JSON_TYPE, `{"choices":[],${CHAT}}`],
    ['/openai/v1/chat/completions', SSE_TYPE, `data: {"choices":[{}]}\n\ndata: {${CHAT}}\n\ndata: [DONE]\n\n`],
    ['/openai/v1/responses', JSON_TYPE, `{"output":[],${RESPONSE}}`],
    ['/openai/v1/responses', SSE_TYPE, `event: response.completed\ndata: {"response":{${RESPONSE}}}\n\n`],
    ['/mantle/v1/chat/completions', JSON_TYPE, `{"choices":[],${CHAT}}`],
    ['/mantle/v1/responses', SSE_TYPE, `data: {"response":{${RESPONSE}}}\n\n`],
  ])('what a cache read as a part of the input, which is counted apart: %s %j', async (path, headers, body) => {
    const runtime = await startFrankfurt({ strictness: 'lenient' })
    const mantle = await startFrankfurt({ strictness: 'lenient', service: 'bedrock-mantle' })
    const simulated = { mantle: new URL(mantle.url) }
    const proxy = await startProxyTo(runtime.url, { mantle: 'on' }, CREDENTIALS, { simulated })
    for (const simulator of [runtime, mantle]) simulator.misbehave({ kind: 'status', status: 200, headers, body })
    await (await post(proxy.url, path, JSON.stringify({ ...MESSAGE, model: 'openai.gpt-oss-120b-1:0' }))).text()
    await expect.poll(() => proxy.records()).toHaveLength(1)
    expect(proxy.records()[0]).toMatchObject({ inputTokens: 30, cacheReadTokens: 70, outputTokens: 5, status: 200 })
  })
})

const ANTHROPIC_VERSION = { 'anthropic-version': '2023-06-01' }

describe('A client that leaves a stream', () => {
  it('has used what the stream had told until then', async () => {
    const { proxy } = await leave(modelPath('invoke-with-response-stream'), INVOCATION)
    await expect
      .poll(() => proxy.records())
      .toMatchObject([{ ending: 'client-left', usage: 'so-far', outputTokens: 0 }])
    expect(Number(proxy.records()[0]?.inputTokens)).toBeGreaterThan(0)
  })

  it('has used it as well where a message was invoked for it', async () => {
    const unknownRoutes = { operations: ['Messages'], status: 404 } as const
    const body = JSON.stringify({ ...MESSAGE, model: MODEL, stream: true })
    const { proxy } = await leave('/v1/messages', body, { unknownRoutes })
    const left = { ending: 'client-left', usage: 'so-far', outputTokens: 0 }
    await expect.poll(() => proxy.records().at(-1)).toMatchObject(left)
    expect(Number(proxy.records().at(-1)?.inputTokens)).toBeGreaterThan(0)
  })

  it('leaves behind that Converse had told nothing yet', async () => {
    const { proxy } = await leave(modelPath('converse-stream'), JSON.stringify({ messages: [] }))
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', usage: 'untold' }])
    expect(proxy.records()[0]).not.toHaveProperty('inputTokens')
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toMatch(/bedrock_proxy_untold_usage_total\{.*\} 1/)
  })
})

it('A client that leaves before an answer leaves behind that nothing was told', async () => {
  const { proxy, simulator } = await startPair()
  simulator.misbehave({ kind: 'never-answers' })
  const leave = new AbortController()
  const body = JSON.stringify({ messages: [] })
  const headers = { 'content-type': 'application/json' }
  const asked = fetch(proxy.url + modelPath('converse'), { method: 'POST', body, headers, signal: leave.signal })
  asked.catch(() => undefined)
  await expect.poll(() => simulator.requests.length).toBe(1)
  leave.abort()
  await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', attempts: 1, usage: 'untold' }])
})

/** A client that goes after the first two frames of an answer. */
async function leave(path: string, body: string, options: Partial<SimulatorOptions> = {}) {
  const pair = await startPair({}, options)
  // What the Region does not know is learned first.
  if (options.unknownRoutes) await (await post(pair.proxy.url, path, body)).text()
  pair.simulator.misbehave({ kind: 'silence', frames: 2 })
  const session = connect(pair.proxy.url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/json' })
  stream.on('error', () => undefined).end(body)
  await new Promise((resolve) => stream.once('data', resolve))
  stream.destroy()
  return pair
}

it('An operation that only counts, or only asks, has used nothing', async () => {
  const { proxy } = await startPair()
  const body = JSON.stringify({ input: { converse: { messages: [{ role: 'user', content: [{ text: 'hi' }] }] } } })
  await (await post(proxy.url, modelPath('count-tokens'), body)).text()
  await (await fetch(`${proxy.url}/async-invoke`)).text()
  await expect.poll(() => proxy.records()).toHaveLength(2)
  for (const record of proxy.records()) {
    expect(record).toMatchObject({ status: 200 })
    expect(Object.keys(record).filter((name) => /tokens|usage/i.test(name))).toEqual([])
  }
})
