import { AnthropicBedrockMantle } from '@anthropic-ai/bedrock-sdk'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, post } from '../fixtures/model-requests.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { startPair, startProxyTo } from '../fixtures/start-pair.ts'

const COUNT = { model: PROFILE, messages: [{ role: 'user' as const, content: 'hi' }] }
const MESSAGE = { ...COUNT, max_tokens: 5 }
const ASK = { ...MESSAGE, input: 'hi' }

async function startMantle() {
  const runtime = await startFrankfurt()
  const mantle = await startFrankfurt({ service: 'bedrock-mantle' })
  const proxy = await startProxyTo(runtime.url, { mantle: 'on' }, CREDENTIALS, {
    simulated: { mantle: new URL(mantle.url) },
  })
  return { proxy, runtime, mantle }
}

describe('The mantle', () => {
  it.each([
    ['/anthropic/v1/messages?beta=true', MESSAGE],
    ['/anthropic/v1/messages/count_tokens', COUNT],
    ['/v1/chat/completions', ASK],
    ['/v1/responses', ASK],
    ['/openai/v1/responses', ASK],
  ])('is called as %s, signed for its own service, under a bare ID', async (path, ask) => {
    const { proxy, runtime, mantle } = await startMantle()
    const response = await post(proxy.url, `/mantle${path}`, JSON.stringify(ask))
    expect(response.status).toBe(200)
    expect(response.headers.get('x-bedrock-proxy-reason')).toBe('mantle')
    expect(mantle.requests).toMatchObject([{ path, modelId: BARE, signature: 'verified' }])
    expect(mantle.requests[0]?.body.toString()).toBe(JSON.stringify({ ...ask, model: BARE }))
    expect(runtime.requests).toEqual([])
  })

  it('lists its own models', async () => {
    const { proxy, mantle } = await startMantle()
    expect((await fetch(`${proxy.url}/mantle/v1/models`)).status).toBe(200)
    expect(mantle.requests).toMatchObject([{ path: '/v1/models', signature: 'verified' }])
  })

  it('is sent IDs that only it knows as they are, and its refusals come back', async () => {
    const { proxy, mantle } = await startMantle()
    await post(proxy.url, '/mantle/v1/responses', JSON.stringify({ ...ASK, model: 'openai.gpt-oss-120b' }))
    const headers = { 'content-type': 'application/json' }
    const body = '{"error":{"message":"The provided model identifier is invalid."}}'
    mantle.misbehave({ kind: 'status', status: 400, headers, body })
    const response = await post(proxy.url, '/mantle/v1/responses', JSON.stringify(ASK))
    expect([response.status, await response.text()]).toEqual([400, body])
    expect(mantle.requests.map(({ modelId }) => modelId)).toEqual(['openai.gpt-oss-120b', BARE])
  })

  it('has no success that says that a route is unknown', async () => {
    const { proxy, mantle } = await startMantle()
    const body = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'
    mantle.misbehave({ kind: 'status', status: 200, headers: { 'content-type': 'application/json' }, body })
    const response = await post(proxy.url, '/mantle/openai/v1/responses', JSON.stringify(ASK))
    expect([response.status, await response.json()]).toMatchObject([404, { error: { type: 'not_found_error' } }])
  })

  it.each(['/v1/embeddings', '/model/a/invoke', '/v1/files', ''])('has no other route: /mantle%s', async (path) => {
    const { proxy, mantle } = await startMantle()
    expect((await post(proxy.url, `/mantle${path}`, JSON.stringify(ASK))).status).toBe(404)
    expect(mantle.requests).toEqual([])
  })

  it('is off by default, and the refusal names the setting', async () => {
    const { proxy, simulator } = await startPair()
    const response = await post(proxy.url, '/mantle/v1/responses', JSON.stringify(ASK))
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: expect.objectContaining({ message: expect.stringContaining('with --mantle') }) },
    ])
    expect(simulator.requests).toEqual([])
  })

  it('refuses a signature for another service', async () => {
    const mantle = await startFrankfurt({ service: 'bedrock-mantle' })
    const proxy = await startProxyTo(mantle.url)
    const response = await post(proxy.url, '/anthropic/v1/messages', JSON.stringify(ASK))
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining("'bedrock-mantle'")])
  })
})

describe('Clients of the mantle', () => {
  it("are served: Anthropic's for Bedrock", async () => {
    const { proxy, mantle } = await startMantle()
    const baseURL = `${proxy.url}/mantle/anthropic`
    const client = new AnthropicBedrockMantle({ baseURL, awsRegion: 'eu-central-1', skipAuth: true, maxRetries: 0 })
    const { messages, max_tokens } = ASK
    const message = await client.messages.create({ model: BARE, messages, max_tokens })
    expect(message.content).toMatchObject([{ text: `Hello from ${BARE} in eu-central-1.` }])
    expect(mantle.requests).toMatchObject([{ path: '/anthropic/v1/messages', signature: 'verified' }])
    expectNothingLeaked(mantle.requests[0]?.headers ?? [])
  })

  it('are served: the OpenAI SDK', async () => {
    const { proxy, mantle } = await startMantle()
    const client = new OpenAI({ baseURL: `${proxy.url}/mantle/v1`, apiKey: 'local', maxRetries: 0 })
    const response = await client.responses.create({ model: PROFILE, input: 'hi' })
    expect(response.output_text).toBe(`Hello from ${BARE} in eu-central-1.`)
    expect(mantle.requests).toMatchObject([{ path: '/v1/responses', modelId: BARE, signature: 'verified' }])
  })
})
