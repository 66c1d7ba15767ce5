import { expect, it } from 'vitest'
import { observeUsage } from '../../../src/proxy/account/observe-usage.ts'
import type { UpstreamResponse } from '../../../src/proxy/exchange.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const BODY = '{"usage":{"inputTokens":3,"outputTokens":5}}'

it('takes the counts of the headers, and then leaves the body alone', () => {
  const observed = observeUsage(
    responseWith({
      ...JSON_TYPE,
      'x-amzn-bedrock-input-token-count': '3',
      'x-amzn-bedrock-output-token-count': '5',
      'x-amzn-bedrock-cache-write-input-token-count': '7',
    }),
  )
  expect([observed.onChunk, observed.frames]).toEqual([undefined, undefined])
  expect(observed.usage()).toEqual({ inputTokens: 3, outputTokens: 5, cacheWriteTokens: 7 })
})

it.each(['', '-1', '1e3', 'x', '9'.repeat(20)])('does not take %j for a count', (text) => {
  expect(observeUsage(responseWith({ 'x-amzn-bedrock-input-token-count': text })).usage()).toEqual({})
})

it('reads the body otherwise', () => {
  const { onChunk, usage } = observeUsage(responseWith(JSON_TYPE))
  for (const piece of [BODY.slice(0, 9), BODY.slice(9)]) onChunk?.(Buffer.from(piece))
  expect(usage()).toEqual({ inputTokens: 3, outputTokens: 5 })
})

it('reads no body of an error', () => {
  const { onChunk, frames, usage } = observeUsage({ ...responseWith(JSON_TYPE), status: 400 })
  expect([onChunk, frames, usage()]).toEqual([undefined, undefined, {}])
})

function responseWith(headers: Readonly<Record<string, string>>): UpstreamResponse {
  return {
    status: 200,
    statusText: 'OK',
    headers: Object.entries(headers).flat(),
    header: (name) => headers[name],
    pipeTo: () => undefined,
    resume: () => undefined,
  }
}
