import { describe, expect, it } from 'vitest'
import { observeRefusal } from '../../../src/proxy/account/observe-refusal.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { startProxyTo } from '../../fixtures/start-pair.ts'

const SENTENCE = 'Too many tokens per day, please wait before trying again.'

const read = (status: number, ...chunks: readonly string[]) => {
  const reader = observeRefusal({ status })
  for (const chunk of chunks) reader?.onChunk?.(Buffer.from(chunk))
  return reader?.advice()
}

it.each([
  ['AWS’s own shape', { message: SENTENCE }],
  ['AWS’s other shape', { Message: SENTENCE }],
  ['a vendor’s', { type: 'error', error: { type: 'rate_limit_error', message: SENTENCE } }],
])('reads a refusal in %s, in however many chunks', (_, body) => {
  const text = JSON.stringify(body)
  expect(read(429, text.slice(0, 9), text.slice(9))?.name).toBe('tokens-per-day')
})

it('does not look at an answer that is none', () => {
  expect(observeRefusal({ status: 200 })).toBeUndefined()
})

it.each([
  ['no JSON', 'Too many tokens', 403],
  ['no message', '{"error":"x"}', 403],
  ['endless', JSON.stringify({ message: SENTENCE, more: 'x'.repeat(20_000) }), 429],
])('says nothing of a body that is %s', (_, body, status) => {
  expect(read(status, body)).toBeUndefined()
})

describe('the log line', () => {
  it.each([
    ['{"messages":[]}', 'This request sets no max_tokens: Bedrock reserves the longest answer of the model'],
    [
      '{"messages":[],"inferenceConfig":{"maxTokens":64000}}',
      'sets max_tokens to 64,000: Bedrock reserves so many tokens',
    ],
    [`{"x":"${'y'.repeat(600_000)}","messages":[]}`, 'This request sets no max_tokens'],
    ['{"messages":[],"inferenceConfig":{"maxTokens":1000}}', undefined],
  ])('of a throttled request says what Bedrock reserves: %#', async (body, says) => {
    const upstream = await startHttpServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(429, { 'content-type': 'application/json' })
        response.end('{"message":"Too many tokens, please wait before trying again."}')
      })
    })
    const proxy = await startProxyTo(upstream)
    const path = '/model/anthropic.claude-sonnet-4-6/converse'
    const answer = await fetch(`${proxy.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await answer.text()
    await expect.poll(() => proxy.records()).toMatchObject([{ refusal: 'tokens-per-minute' }])
    const [{ advice = '' } = {}] = proxy.records()
    if (says) expect(advice).toContain(says)
    else expect(advice).not.toContain('This request')
  })

  it('of a denied request says which policy denied which action where, and names nobody', async () => {
    const message = `User: arn:aws:sts::123456789012:assumed-role/agents/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-north-1::foundation-model/x with an explicit deny in a service control policy`
    const upstream = await startHttpServer((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' })
      response.end(JSON.stringify({ message }))
    })
    const proxy = await startProxyTo(upstream)
    const answer = await fetch(`${proxy.url}/model/anthropic.claude-sonnet-4-6/converse`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"messages":[]}',
    })
    expect(await answer.json()).toEqual({ message })
    await expect
      .poll(() => proxy.records())
      .toMatchObject([
        { status: 403, refusal: 'service-control-policy-denies', advice: expect.stringContaining('in eu-north-1') },
      ])
    expect(proxy.log()).not.toContain('123456789012')
  })
})
