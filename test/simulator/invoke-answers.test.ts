import { expect, it } from 'vitest'
import { invokeModel, invokeModelWithResponseStream } from '../../src/simulator/invoke-answers.ts'
import { decodeChunks } from '../fixtures/decode-frames.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

it.each([
  ["an Anthropic model's ID", simulatedCall()],
  ['a body for Anthropic', simulatedCall({ model: ARN, body: { anthropic_version: 'bedrock-2023-05-31' } })],
])("answers in Anthropic's shape to %s", (_title, call) => {
  expect(jsonOf(invokeModel(call)).type).toBe('message')
  expect(decodeChunks(invokeModelWithResponseStream(call).chunks)[0].type).toBe('message_start')
})

it('answers for other vendors with their text and the token counts', () => {
  const call = simulatedCall({ model: 'm' })
  expect(jsonOf(invokeModel(call))).toEqual({ outputText: 'Hello from m in eu-central-1.' })
  expect(invokeModel(call).headers['x-amzn-bedrock-input-token-count']).toBe('7')
  const texts = decodeChunks(invokeModelWithResponseStream(call).chunks).map(({ outputText }) => outputText)
  expect(texts.join('')).toBe('Hello from m in eu-central-1.')
})
