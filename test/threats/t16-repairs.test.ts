import { describe, expect, it } from 'vitest'
import { post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const PATH = '/model/anthropic.claude-sonnet-4-6/invoke'
const BODY = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] }

describe('T16: a repair changes what was asked', () => {
  it.each([
    ['inference_geo', 'us'],
    ['service_tier', 'auto'],
    ['store', false],
    ['guardrailConfig', { guardrailIdentifier: 'g' }],
    ['stop', ['x']],
    ['max_completion_tokens', 5],
  ])('%s limits or guards: it stays, and the refusal of Bedrock is the answer', async (name, value) => {
    const { proxy } = await startPair()
    const response = await post(proxy.url, PATH, JSON.stringify({ ...BODY, [name]: value }))
    expect(response.status).toBe(400)
    expect(response.headers.get('x-bedrock-proxy-attempts')).toBe('1')
    expect(response.headers.get('x-bedrock-proxy-repaired')).toBeNull()
    expect(await response.json()).toEqual({ message: expect.stringContaining(`${name}: Extra inputs`) })
  })

  it('nothing inside of a message goes but what is no part of its content', async () => {
    const { proxy } = await startPair()
    const content = [{ type: 'text', text: 'hi', data: 'x' }]
    const refused = await post(proxy.url, PATH, JSON.stringify({ ...BODY, messages: [{ role: 'user', content }] }))
    expect(refused.status).toBe(400)
    const scoped = [{ type: 'text', text: 'hi', cache_control: { type: 'ephemeral', scope: 'global' } }]
    const repaired = await post(
      proxy.url,
      PATH,
      JSON.stringify({ ...BODY, messages: [{ role: 'user', content: scoped }] }),
    )
    expect(repaired.status).toBe(200)
    expect(repaired.headers.get('x-bedrock-proxy-repaired')).toBe('field=messages[].content[].cache_control.scope')
  })

  it('a body goes as it came until Bedrock has refused it, and one model’s refusal is no other’s', async () => {
    const { proxy, simulator } = await startPair()
    const body = JSON.stringify({ ...BODY, no_such: { nested: [1.0, 2] } })
    await post(proxy.url, PATH, body)
    await post(proxy.url, PATH.replace('sonnet-4-6', 'haiku-4-5-20251001-v1:0'), body)
    const sent = simulator.requests.map(({ body }) => body.toString())
    expect(sent).toEqual([body, JSON.stringify(BODY), body, JSON.stringify(BODY)])
  })

  it('is told, in the answer and in the log', async () => {
    const { proxy } = await startPair()
    const response = await post(proxy.url, PATH, JSON.stringify({ ...BODY, no_such: 1 }))
    expect(response.headers.get('x-bedrock-proxy-repaired')).toBe('field=no_such')
    await expect.poll(() => proxy.records().at(-1)).toMatchObject({ repaired: ['field=no_such'], attempts: 2 })
  })

  it('does not happen where repair is off', async () => {
    const { proxy } = await startPair({ repair: 'off' })
    const response = await post(proxy.url, PATH, JSON.stringify({ ...BODY, no_such: 1 }))
    expect(response.status).toBe(400)
  })
})
