import { expect, it } from 'vitest'
import { observeUsage } from '../../../src/proxy/account/observe-usage.ts'
import type { ResponseSink, UpstreamResponse } from '../../../src/proxy/exchange.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const BODY = '{"usage":{"inputTokens":3,"outputTokens":5}}'

it('takes the counts of the headers, and then leaves the body alone', () => {
  const response = responseWith({
    ...JSON_TYPE,
    'x-amzn-bedrock-input-token-count': '3',
    'x-amzn-bedrock-output-token-count': '5',
    'x-amzn-bedrock-cache-write-input-token-count': '7',
  })
  const observed = observeUsage(response)
  expect(observed.response).toBe(response)
  expect(observed.usage()).toEqual({ inputTokens: 3, outputTokens: 5, cacheWriteTokens: 7 })
})

it.each(['', '-1', '1e3', 'x', '9'.repeat(20)])('does not take %j for a count', (text) => {
  expect(observeUsage(responseWith({ 'x-amzn-bedrock-input-token-count': text })).usage()).toEqual({})
})

it('reads the body otherwise, each chunk after it has been handed on, and changes nothing', () => {
  const seen: unknown[] = []
  const { response, usage } = observeUsage({ ...responseWith(JSON_TYPE), pipeTo: pipeInto(seen) })
  response.pipeTo({
    data(chunk) {
      seen.push(String(chunk))
      return seen.length === 1
    },
    end: () => seen.push('end'),
    fail: (error) => seen.push(error.message),
  })
  expect(seen).toEqual([BODY.slice(0, 9), true, BODY.slice(9), false, 'end', 'broken'])
  expect(usage()).toEqual({ inputTokens: 3, outputTokens: 5 })
  expect([response.status, response.statusText, response.header('content-type')]).toEqual([
    200,
    'OK',
    'application/json',
  ])
})

it('reads no body of an error', () => {
  const response = { ...responseWith(JSON_TYPE), status: 400 }
  expect(observeUsage(response).response).toBe(response)
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

/** Two chunks, of which each tells in `seen` what the sink said to it. */
function pipeInto(seen: unknown[]): (sink: ResponseSink) => void {
  return (sink) => {
    for (const piece of [BODY.slice(0, 9), BODY.slice(9)]) seen.push(sink.data(Buffer.from(piece)))
    sink.end()
    sink.fail(new Error('broken'))
  }
}
