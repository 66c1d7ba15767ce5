import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createBedrockAnthropic } from '@ai-sdk/amazon-bedrock/anthropic'
import { generateText, type LanguageModel, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const optionsOf = (baseURL: string) => ({ baseURL, region: 'eu-central-1', apiKey: 'client-api-key-canary' })

const PROVIDERS: readonly [string, (url: string) => LanguageModel, string, string][] = [
  ['createAmazonBedrock', (url) => createAmazonBedrock(optionsOf(url))(BARE), 'Converse', 'ConverseStream'],
  [
    'createBedrockAnthropic',
    (url) => createBedrockAnthropic(optionsOf(url))(BARE),
    'InvokeModel',
    'InvokeModelWithResponseStream',
  ],
]

describe.each(PROVIDERS)('The Vercel AI SDK with %s', (_, modelAt, generating, streaming) => {
  it('generates text', async () => {
    const { proxy, simulator } = await startPair()
    const { text } = await generateText({ model: modelAt(proxy.url), prompt: 'hi', maxRetries: 0 })
    expect(text).toBe(REPLY)
    expect(simulator.requests).toMatchObject([{ operation: generating, modelId: PROFILE, signature: 'verified' }])
    expectNothingLeaked(simulator.requests[0]?.headers ?? [], ['client-api-key-canary'])
  })

  it('streams text', async () => {
    const { proxy, simulator } = await startPair()
    const { text } = streamText({ model: modelAt(proxy.url), prompt: 'hi', maxRetries: 0 })
    expect(await text).toBe(REPLY)
    expect(simulator.requests).toMatchObject([{ operation: streaming, modelId: PROFILE, signature: 'verified' }])
  })
})
