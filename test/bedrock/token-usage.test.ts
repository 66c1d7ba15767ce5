import { expect, it } from 'vitest'
import { USAGE_PLACES } from '../../src/bedrock/token-usage.ts'

it.each([
  ['usage.inputTokens', 'inputTokens'],
  ['message.usage.input_tokens', 'inputTokens'],
  ['response.usage.output_tokens', 'outputTokens'],
  ['usage.completion_tokens', 'outputTokens'],
  ['usage.cache_creation_input_tokens', 'cacheWriteTokens'],
  ['amazon-bedrock-invocationMetrics.outputTokenCount', 'outputTokens'],
])('%s is a place of %s', (place, name) => {
  expect(USAGE_PLACES.get(place)).toBe(name)
})
