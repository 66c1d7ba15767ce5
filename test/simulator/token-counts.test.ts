import { expect, it } from 'vitest'
import { countInputTokens, invocationMetrics, tokenCountHeaders } from '../../src/simulator/token-counts.ts'
import { simulatedCall } from '../fixtures/simulated-call.ts'

it.each([
  [0, 1],
  [4, 1],
  [5, 2],
  [400, 100],
])('counts %i bytes as %i tokens', (bytes, tokens) => {
  expect(countInputTokens(bytes)).toBe(tokens)
})

it('tells the counts in the headers of Bedrock', () => {
  expect(tokenCountHeaders(simulatedCall())).toEqual({
    'x-amzn-bedrock-input-token-count': '7',
    'x-amzn-bedrock-output-token-count': '5',
    'x-amzn-bedrock-invocation-latency': '42',
  })
})

it('tells them in the metrics of a stream', () => {
  const cache = { readTokens: 4, writeTokens: 2, ttl: '5m' } as const
  expect(invocationMetrics(simulatedCall({ cache }))['amazon-bedrock-invocationMetrics']).toMatchObject({
    inputTokenCount: 7,
    outputTokenCount: 5,
    cacheReadInputTokenCount: 4,
    cacheWriteInputTokenCount: 2,
  })
})
