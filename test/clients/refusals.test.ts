import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { startPair } from '../fixtures/start-pair.ts'

const MODEL = 'openai.gpt-oss-120b-1:0'
const SONNET = 'anthropic.claude-sonnet-4-6'
const messages = [{ role: 'user' as const, content: 'hi' }]
const INVALID = '{"message":"The provided model identifier is invalid."}'
const AWS = { 'content-type': 'application/json', 'x-amzn-errortype': 'SomeException:http://x', 'retry-after': '3' }

describe('What AWS says in its own shape', () => {
  it.each([
    [403, '{"Message":"You may not."}', 'You may not.'],
    [429, '{"message":"Too many tokens, please wait before trying again."}', 'Too many tokens, please wait'],
    [400, '{"message":"The request is bad."}', 'The request is bad.'],
  ])('as a %i is printed by the SDKs of OpenAI and Anthropic', async (status, body, says) => {
    const { proxy, simulator } = await startPair({ region: 'us-west-2' })
    const openai = new OpenAI({ apiKey: 'local', baseURL: `${proxy.url}/v1`, maxRetries: 0 })
    const anthropic = new Anthropic({ apiKey: 'local', baseURL: proxy.url, maxRetries: 0 })
    for (const call of [
      () => openai.chat.completions.create({ model: MODEL, messages }),
      () => openai.responses.create({ model: MODEL, input: 'hi' }),
      () => anthropic.messages.create({ model: SONNET, messages, max_tokens: 5 }),
    ]) {
      simulator.misbehave({ kind: 'status', status, headers: AWS, body })
      const error: { status: number; message: string; headers: Headers } = await call().then(
        () => expect.fail('no error'),
        (error) => error,
      )
      expect(error).toMatchObject({ status, message: expect.stringContaining(says) })
      expect(error.headers.get('retry-after')).toBe('3')
    }
  })

  it('comes with the nearest IDs where a person sees them', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'status', status: 400, headers: AWS, body: INVALID })
    const openai = new OpenAI({ apiKey: 'local', baseURL: `${proxy.url}/v1`, maxRetries: 0 })
    const asked = openai.chat.completions.create({ model: 'anthropic.claude-sonet-4-6', messages })
    await expect(asked).rejects.toThrow(/nearest IDs that can be called here: eu\.anthropic\.claude-sonnet-4-6/)
    await expect.poll(() => proxy.records().at(-1)).toMatchObject({ hint: expect.stringContaining('eu.anthropic') })
  })
})

it('A denied model is no failure to authenticate, and a wrong token is told as one', async () => {
  const { proxy } = await startPair({
    denyModels: [SONNET],
    clientToken: [{ name: 'a', token: 'right-token-0123456789' }],
  })
  const ask = (apiKey: string) =>
    new Anthropic({ apiKey, baseURL: proxy.url, maxRetries: 0 }).messages.create({
      model: SONNET,
      messages,
      max_tokens: 5,
    })
  await expect(ask('right-token-0123456789')).rejects.toMatchObject({
    status: 400,
    error: { error: { type: 'invalid_request_error' } },
  })
  await expect(ask('wrong-token-0123456789')).rejects.toMatchObject({
    status: 401,
    error: { error: { type: 'authentication_error' } },
  })
})
