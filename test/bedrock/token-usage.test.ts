import { describe, expect, it } from 'vitest'
import { cacheWriteFor, USAGE_PLACES, usageOf } from '../../src/bedrock/token-usage.ts'

it.each([
  ['usage.inputTokens', 'inputTokens'],
  ['message.usage.input_tokens', 'inputTokens'],
  ['response.usage.output_tokens', 'outputTokens'],
  ['usage.completion_tokens', 'outputTokens'],
  ['usage.cache_creation_input_tokens', 'cacheWriteTokens'],
  ['usage.cacheReadInputTokens', 'cacheReadTokens'],
  ['message.usage.cache_creation.ephemeral_1h_input_tokens', 'cacheWrite1hTokens'],
  ['metadata.usage.cacheReadInputTokenCount', 'cacheReadTokens'],
  ['response.usage.input_tokens_details.cached_tokens', 'cachedInput'],
  ['event.usageEvent.totalOutputTokens', 'outputTokens'],
  ['amazon-bedrock-invocationMetrics.outputTokenCount', 'outputTokens'],
  ['prompt_token_count', 'inputTokens'],
])('%s is a place of %s', (place, name) => {
  expect(USAGE_PLACES.get(place)).toBe(name)
})

it.each([
  ['5m', 'cacheWrite5mTokens'],
  ['1h', 'cacheWrite1hTokens'],
  ['7d', undefined],
])('What is written for %s counts as %s', (ttl, name) => {
  expect(cacheWriteFor(ttl)).toBe(name)
})

describe('The usage of counts', () => {
  it("takes what the cache read and wrote out of OpenAI's input", () => {
    expect(usageOf({ promptTokens: 100, cachedInput: 70, writtenInput: 10, outputTokens: 5 })).toEqual({
      inputTokens: 20,
      outputTokens: 5,
      cacheReadTokens: 70,
      cacheWriteTokens: 10,
    })
    expect(usageOf({ inputTokens: 100, cachedInput: 70 })).toEqual({ inputTokens: 30, cacheReadTokens: 70 })
  })

  it('leaves an input alone that cannot hold them', () => {
    expect(usageOf({ promptTokens: 3, cachedInput: 70 })).toEqual({ inputTokens: 3, cacheReadTokens: 70 })
  })

  it("believes Bedrock's own metrics before a vendor's input, which hold no cache", () => {
    expect(usageOf({ inputTokens: 30, promptTokens: 100, cacheReadTokens: 70 })).toEqual({
      inputTokens: 30,
      cacheReadTokens: 70,
    })
  })

  it('adds up what was written for different times, where nobody else did', () => {
    expect(usageOf({ cacheWrite5mTokens: 3, cacheWrite1hTokens: 4 })).toMatchObject({ cacheWriteTokens: 7 })
    expect(usageOf({ cacheWriteTokens: 9, cacheWrite1hTokens: 4 })).toMatchObject({ cacheWriteTokens: 9 })
  })

  it('is nothing where nothing was told', () => {
    expect(usageOf({})).toEqual({})
  })
})
