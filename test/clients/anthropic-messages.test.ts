import Anthropic from '@anthropic-ai/sdk'
import { describe, expect, it } from 'vitest'
import { collect } from '../fixtures/collect.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const ASK = { model: BARE, max_tokens: 10, messages: [{ role: 'user' as const, content: 'hi' }] }
const COUNT = { model: PROFILE, messages: ASK.messages }

/** The Messages route is new: Regions that have it, and two ways in which others say that they have not. */
const REGIONS = [
  ['knows the Messages route', {}, 'Messages', 'Messages'],
  [
    'answers it with 404',
    { unknownRoutes: { operations: ['Messages'], status: 404 as const } },
    'InvokeModel',
    'InvokeModelWithResponseStream',
  ],
  [
    'answers it with an odd 200',
    { unknownRoutes: { operations: ['Messages'], status: 200 as const } },
    'InvokeModel',
    'InvokeModelWithResponseStream',
  ],
] as const

describe.each(REGIONS)('The Anthropic SDK, where the Region %s,', (_, simulator, invoking, streaming) => {
  it('creates a message', async () => {
    const pair = await startPair({}, simulator)
    const message = await clientOf(pair).messages.create(ASK)
    expect(message).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: REPLY }],
      stop_reason: 'end_turn',
    })
    expectServed(pair, invoking)
  })

  it('streams a message', async () => {
    const pair = await startPair({}, simulator)
    const stream = clientOf(pair).messages.stream(ASK)
    const texts: string[] = []
    stream.on('text', (text) => texts.push(text))
    const final = await stream.finalMessage()
    expect(texts.join('')).toBe(REPLY)
    expect(final).toMatchObject({ content: [{ text: REPLY }], stop_reason: 'end_turn', usage: { output_tokens: 5 } })
    expectServed(pair, streaming)
  })

  it('streams a message with betas', async () => {
    const pair = await startPair({}, simulator)
    const stream = await clientOf(pair).beta.messages.create({ ...ASK, stream: true, betas: ['context-1m-2025-08-07'] })
    expect((await collect(stream)).at(-1)?.type).toBe('message_stop')
    const { headers = [], body } = pair.simulator.requests.at(-1) ?? {}
    expect(headers.join() + body).toContain('context-1m-2025-08-07')
  })

  it('is told of a model that does not exist', async () => {
    const pair = await startPair({}, simulator)
    await expect(clientOf(pair).messages.create({ ...ASK, model: 'nobody.knows-this' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('The provided model identifier is invalid.'),
    })
  })
})

describe('The Anthropic SDK', () => {
  it('counts tokens', async () => {
    const pair = await startPair()
    expect((await clientOf(pair).messages.countTokens(COUNT)).input_tokens).toBeGreaterThan(0)
    expect(pair.simulator.requests).toMatchObject([{ operation: 'CountTokens', modelId: BARE, signature: 'verified' }])
  })

  it('lists models page by page, and retrieves one', async () => {
    const client = clientOf(await startPair())
    const models = await collect(await client.models.list({ limit: 10 }))
    expect(models.length).toBeGreaterThan(10)
    expect(models.filter(({ id }) => !id.startsWith('anthropic.'))).toEqual([])
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
    expect(models).toContainEqual(expect.objectContaining({ type: 'model', id: BARE }))
    expect(await client.models.retrieve(BARE)).toMatchObject({ id: BARE, display_name: 'Claude Sonnet 4.6' })
    await expect(client.models.retrieve('nobody.knows')).rejects.toMatchObject({ status: 404 })
  })

  it('throws the exception of a stream that fails in the middle', async () => {
    const pair = await startPair({}, REGIONS[1][1])
    await clientOf(pair).messages.create(ASK)
    pair.simulator.misbehave({
      kind: 'exception-frame',
      exceptionType: 'serviceUnavailableException',
      message: 'Busy.',
    })
    await expect(clientOf(pair).messages.stream(ASK).finalMessage()).rejects.toMatchObject({
      error: { type: 'error', error: { type: 'overloaded_error', message: 'Busy.' } },
    })
  })

  it.each(['reset-mid-frame', 'clean-end-between-frames'] as const)(
    'never takes a broken stream for a whole one (%s)',
    async (kind) => {
      const pair = await startPair({}, REGIONS[1][1])
      await clientOf(pair).messages.create(ASK)
      pair.simulator.misbehave({ kind })
      await expect(clientOf(pair).messages.stream(ASK).finalMessage()).rejects.toThrow('Bedrock broke the stream off')
    },
  )

  it('retries what Bedrock throttles', async () => {
    const pair = await startPair({}, REGIONS[1][1])
    await clientOf(pair).messages.create(ASK)
    const headers = { 'content-type': 'application/json', 'retry-after-ms': '1', 'retry-after': '0' }
    pair.simulator.misbehave({ kind: 'status', status: 429, headers, body: '{"message":"Too many requests"}' })
    const message = await clientOf(pair, { maxRetries: 1 }).messages.create(ASK)
    expect(message.content).toMatchObject([{ text: REPLY }])
    expect(pair.simulator.requests.slice(2).map(({ status }) => status)).toEqual([429, 200])
  })
})

function clientOf({ proxy }: Pair, { maxRetries = 0 } = {}): Anthropic {
  return new Anthropic({ baseURL: proxy.url, apiKey: 'client-api-key-canary', maxRetries })
}

function expectServed({ simulator }: Pair, operation: string): void {
  const last = simulator.requests.at(-1)
  expect(last).toMatchObject({ operation, modelId: PROFILE, signature: 'verified', status: 200 })
  expectNothingLeaked(last?.headers ?? [], ['client-api-key-canary'])
}
