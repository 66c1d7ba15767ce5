import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const CHAT = { model: BARE, messages: [{ role: 'user' as const, content: 'hi' }] }
const RESPONSE = { model: BARE, input: 'hi' }

describe.each(['/v1', '/openai/v1', ''])('The OpenAI SDK with the base path "%s"', (basePath) => {
  it('completes a chat', async () => {
    const pair = await startPair()
    const { choices } = await clientOf(pair).chat.completions.create(CHAT)
    expect(choices[0]?.message.content).toBe(REPLY)
    expectServed(pair, 'ChatCompletions')
  })

  it('streams a chat', async () => {
    const pair = await startPair()
    const chunks = await collect(await clientOf(pair).chat.completions.create({ ...CHAT, stream: true }))
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(REPLY)
    expectServed(pair, 'ChatCompletions')
  })

  it('creates a response', async () => {
    const pair = await startPair()
    expect((await clientOf(pair).responses.create(RESPONSE)).output_text).toBe(REPLY)
    expectServed(pair, 'Responses')
  })

  it('streams a response', async () => {
    const pair = await startPair()
    const events = await collect(await clientOf(pair).responses.create({ ...RESPONSE, stream: true }))
    expect(events.at(-1)?.type).toBe('response.completed')
    expectServed(pair, 'Responses')
  })

  it('lists models, and retrieves one', async () => {
    const client = clientOf(await startPair())
    const models = await collect(await client.models.list())
    expect(models).toContainEqual({ id: BARE, object: 'model', created: 0, owned_by: 'anthropic' })
    expect(await client.models.retrieve(PROFILE)).toMatchObject({ id: BARE })
    await expect(client.models.retrieve('nobody.knows')).rejects.toMatchObject({ status: 404 })
  })

  it('is shown the errors of Bedrock and of the proxy', async () => {
    const { chat } = clientOf(await startPair())
    await expect(chat.completions.create({ ...CHAT, model: 'nobody.knows' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      message: expect.stringContaining("The model doesn't exist or doesn't support this API."),
    })
    const { responses } = clientOf(await startPair({ routing: 'in-region-only' }))
    await expect(responses.create(RESPONSE)).rejects.toMatchObject({
      status: 403,
      type: 'permission_error',
      message: expect.stringContaining(PROFILE),
    })
  })

  function clientOf({ proxy }: Pair): OpenAI {
    return new OpenAI({ baseURL: proxy.url + basePath, apiKey: 'client-api-key-canary', maxRetries: 0 })
  }
})

function expectServed({ simulator }: Pair, operation: string): void {
  expect(simulator.requests).toMatchObject([{ operation, modelId: PROFILE, signature: 'verified', status: 200 }])
  expectNothingLeaked(simulator.requests[0]?.headers ?? [], ['client-api-key-canary'])
}
