import { describe, expect, it } from 'vitest'
import { BARE, PROFILE, post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const CHAT = '/v1/chat/completions'
const INVOKE = '{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[]}'

describe('Any string that a client can send', () => {
  it.each([
    'bedrock/us.anthropic.claude-sonnet-4-6',
    'Claude Sonnet 4.6',
    'modèle/été',
    'line\nfeed',
    '日本',
    '\ud800',
  ])('may be a name that the settings map: %j', async (name) => {
    const { proxy, simulator } = await startPair({ models: new Map([[name, BARE]]) })
    const inBody = await post(proxy.url, CHAT, JSON.stringify({ model: name, messages: [] }))
    expect([inBody.status, inBody.headers.get('x-bedrock-proxy-reason')]).toEqual([200, 'configured'])
    expect(simulator.requests.at(-1)?.modelId).toBe(PROFILE)
    if (name === '\ud800') return
    const inPath = await post(proxy.url, `/model/${encodeURIComponent(name)}/invoke`, INVOKE)
    expect(inPath.headers.get('x-bedrock-proxy-reason')).toBe('configured')
  })

  it.each([
    '日本',
    'line\r\nx-evil: 1',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\ud800',
    'a b',
    'x'.repeat(3000),
    '../x',
    '',
  ])('that means nothing is a 400 from every door, told in a header that holds it: %.20j', async (name) => {
    const { proxy, simulator } = await startPair()
    const response = await post(proxy.url, CHAT, JSON.stringify({ model: name, messages: [] }))
    expect(response.status).toBe(400)
    expect(response.headers.get('x-evil')).toBeNull()
    expect(response.headers.get('x-bedrock-proxy-requested-model') ?? '').toMatch(/^[\x20-\x7e]{0,2060}$/)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    expect(simulator.requests).toEqual([])
    await expect.poll(() => proxy.records().at(-1)).toMatchObject({ error: 'invalid-model-identifier' })
  })
})

it.each([
  ['/model/bedrock%2Fanthropic.claude-sonnet-4-6/invoke', 'a router’s words'],
  ['/model/bedrock/anthropic.claude-sonnet-4-6/invoke', 'a router’s words that nobody encoded'],
  ['/model/claude-sonnet-4.6%3A1m/invoke', 'a version with a dot and the size of a context'],
  [
    `/model/${encodeURIComponent(encodeURIComponent('arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6'))}/invoke`,
    'an ARN that was encoded twice',
  ],
])('%s is served although it has %s', async (path) => {
  const { proxy, simulator } = await startPair()
  const response = await post(proxy.url, path, INVOKE)
  expect(response.status).toBe(200)
  expect(simulator.requests.map(({ modelId }) => modelId)).toEqual([PROFILE])
})

it('An ARN of another Region behind a router’s words goes to that Region, or nowhere', async () => {
  const { proxy } = await startPair()
  const arn = 'arn:aws:bedrock:us-west-2:123456789012:provisioned-model/x'
  const response = await post(proxy.url, CHAT, JSON.stringify({ model: `bedrock/${arn}`, messages: [] }))
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('us-west-2')])
})
