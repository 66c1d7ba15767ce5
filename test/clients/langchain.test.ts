import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { ChatBedrockConverse } from '@langchain/aws'
import { expect, it, onTestFinished } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { BARE, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

it('LangChain invokes a chat model', async () => {
  const { proxy, simulator } = await startPair()
  expect((await modelAt(proxy.url).invoke('hi')).content).toBe(REPLY)
  expect(simulator.requests).toMatchObject([{ operation: 'Converse', modelId: PROFILE, signature: 'verified' }])
})

it('LangChain streams a chat model', async () => {
  const { proxy, simulator } = await startPair()
  const chunks = await collect(await modelAt(proxy.url).stream('hi'))
  expect(chunks.map(({ content }) => content).join('')).toBe(REPLY)
  expect(simulator.requests).toMatchObject([{ operation: 'ConverseStream', modelId: PROFILE, signature: 'verified' }])
})

function modelAt(endpoint: string): ChatBedrockConverse {
  const region = 'eu-central-1'
  const authentication = { token: { token: 'local' }, authSchemePreference: ['httpBearerAuth'] }
  const client = new BedrockRuntimeClient({ endpoint, region, ...authentication })
  onTestFinished(() => client.destroy())
  return new ChatBedrockConverse({ model: BARE, region, client, maxRetries: 0 })
}
