import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import { expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const ASK = { model: BARE, max_tokens: 10, messages: [{ role: 'user' as const, content: 'hi' }] }

it('creates a message without credentials of its own', async () => {
  const { proxy, simulator } = await startPair()
  const message = await clientOf(proxy.url).messages.create(ASK)
  expect(message.content).toMatchObject([{ type: 'text', text: REPLY }])
  expectInvocation(simulator.requests, 'InvokeModel')
})

it('streams a message', async () => {
  const { proxy, simulator } = await startPair()
  const final = await clientOf(proxy.url).messages.stream(ASK).finalMessage()
  expect(final).toMatchObject({ content: [{ text: REPLY }], stop_reason: 'end_turn', usage: { output_tokens: 5 } })
  expectInvocation(simulator.requests, 'InvokeModelWithResponseStream')
})

it('is shown a refusal of the proxy as an API error with its message', async () => {
  const { proxy } = await startPair({ routing: 'in-region-only' })
  await expect(clientOf(proxy.url).messages.create(ASK)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining(PROFILE),
  })
})

function clientOf(baseURL: string): AnthropicBedrock {
  return new AnthropicBedrock({ baseURL, awsRegion: 'eu-central-1', skipAuth: true, maxRetries: 0 })
}

function expectInvocation(requests: readonly { readonly headers: readonly string[] }[], operation: string): void {
  expect(requests).toMatchObject([{ operation, modelId: PROFILE, signature: 'verified', status: 200 }])
  expectNothingLeaked(requests[0]?.headers ?? [])
}
