import { connect } from 'node:http2'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BARE, modelPath, PROFILE, post, REPLY } from '../../../fixtures/model-requests.ts'
import { exchangeRaw, rawRequest } from '../../../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../../../fixtures/start-lenient.ts'
import type { Pair } from '../../../fixtures/start-pair.ts'

const ASK = { model: BARE, max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] }
const BETA = {
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'context-1m-2025-08-07,compact-2026-01-12',
  'x-api-key': 'client-key-canary',
}
const ask = ({ proxy }: Pair, body: object = ASK, path = '/v1/messages') =>
  post(proxy.url, path, JSON.stringify(body), BETA)

const knowing = () => startPair()
const notKnowing = (status: 200 | 404 = 404) => startPair({}, { unknownRoutes: { operations: ['Messages'], status } })

describe('Where the Region knows the Messages route', () => {
  it.each([
    '/v1/messages',
    '/v1/v1/messages',
    '/messages',
    '/anthropic/v1/messages?beta=true',
    '/v1/messages?beta=true',
  ])('%s goes there', async (path) => {
    const pair = await knowing()
    expect((await ask(pair, ASK, path)).status).toBe(200)
    const [request] = pair.simulator.requests
    const query = path.includes('?') ? '?beta=true' : ''
    expect(request).toMatchObject({ path: `/anthropic/v1/messages${query}`, modelId: PROFILE, signature: 'verified' })
    const headers = request?.headers.join('\n') ?? ''
    expect(headers).toContain('anthropic-beta\ncontext-1m-2025-08-07,compact-2026-01-12')
    expect(headers).toContain('anthropic-version\n2023-06-01')
    expect(headers).not.toContain('canary')
  })

  it('its refusals come back as they are', async () => {
    const pair = await knowing()
    const body = '{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: x"}}'
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException:http://x' }
    pair.simulator.misbehave({ kind: 'status', status: 400, headers, body })
    const response = await ask(pair)
    expect([response.status, await response.text()]).toEqual([400, body])
    expect(pair.simulator.requests).toHaveLength(1)
  })
})

describe('Where the Region does not know the Messages route', () => {
  it.each([404, 200] as const)('(status %i) a message is invoked, and the next one at once', async (status) => {
    const pair = await notKnowing(status)
    const first = await ask(pair)
    expect([first.status, first.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
    const second = await ask(pair)
    expect(second.headers.get('x-bedrock-proxy-attempts')).toBe('1')
    expect(await second.json()).toMatchObject({ type: 'message', content: [{ text: REPLY }] })
    expect(pair.simulator.requests.map(({ operation }) => operation)).toEqual([
      'Messages',
      'InvokeModel',
      'InvokeModel',
    ])
  })

  it('the answer is that of InvokeModel byte for byte', async () => {
    const pair = await notKnowing()
    const answer = Buffer.from(await (await ask(pair)).arrayBuffer())
    const { model: _model, ...invocation } = { ...ASK, anthropic_version: 'x' }
    const direct = await post(pair.proxy.url, modelPath('invoke'), JSON.stringify(invocation))
    const tokens = /"input_tokens":\d+/
    expect(answer.toString().replace(tokens, '')).toBe((await direct.text()).replace(tokens, ''))
  })

  it('the body and the path are those of an invocation', async () => {
    const pair = await notKnowing()
    await ask(pair, { ...ASK, stream: false })
    const [, request] = pair.simulator.requests
    expect(request).toMatchObject({ path: modelPath('invoke', PROFILE), signature: 'verified', status: 200 })
    const { model: _model, ...rest } = ASK
    const head =
      '{"anthropic_version":"bedrock-2023-05-31","anthropic_beta":["context-1m-2025-08-07","compact-2026-01-12"],'
    expect(request?.body.toString()).toBe(head + JSON.stringify(rest).slice(1))
    expect(request?.headers.join('\n')).not.toMatch(/anthropic-|canary/)
  })

  it('a stream comes back as server-sent events', async () => {
    const pair = await notKnowing()
    const response = await ask(pair, { ...ASK, stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const events = (await response.text()).match(/^event: .*$/gm)
    expect(events).toEqual([
      'event: message_start',
      'event: content_block_start',
      ...Array<string>(5).fill('event: content_block_delta'),
      'event: content_block_stop',
      'event: message_delta',
      'event: message_stop',
    ])
    expect(pair.simulator.requests.at(-1)?.operation).toBe('InvokeModelWithResponseStream')
  })

  it('a stream comes back over HTTP/2, too, whatever the pieces it came in', async () => {
    const pair = await notKnowing()
    await ask(pair)
    pair.simulator.misbehave({ kind: 'one-byte-writes' })
    const session = connect(pair.proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': '/v1/messages', 'content-type': 'application/json' })
    stream.end(JSON.stringify({ ...ASK, stream: true }))
    expect((await text(stream)).match(/^data: .*$/gm)).toHaveLength(10)
  })

  it('the first event is out before the second is in', async () => {
    const pair = await notKnowing()
    await ask(pair)
    pair.simulator.misbehave({ kind: 'silence', frames: 1 })
    const response = await ask(pair, { ...ASK, stream: true })
    const reader = response.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(Buffer.from(value ?? []).toString()).toMatch(/^event: message_start\ndata: .*\n\n$/)
    await reader?.cancel()
    await expect.poll(() => pair.simulator.requests.at(-1)?.aborted).toBe(true)
  })

  it('a refusal comes back in the shape of Anthropic, with its status', async () => {
    const pair = await notKnowing()
    const response = await ask(pair, { ...ASK, model: 'nobody.knows-this' })
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([
      400,
      expect.stringContaining('ValidationException'),
    ])
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message: 'The provided model identifier is invalid.' },
    })
  })

  it('throttling comes back with its retry-after', async () => {
    const pair = await notKnowing()
    await ask(pair)
    const headers = { 'retry-after': '3', 'content-type': 'application/json' }
    pair.simulator.misbehave({ kind: 'status', status: 429, headers, body: '{"message":"Too many requests"}' })
    const response = await ask(pair, { ...ASK, stream: true })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3'])
    expect(await response.json()).toMatchObject({ error: { type: 'rate_limit_error', message: 'Too many requests' } })
  })

  it('an exception in mid-stream becomes an event', async () => {
    const pair = await notKnowing()
    await ask(pair)
    pair.simulator.misbehave({ kind: 'exception-frame', exceptionType: 'throttlingException', message: 'Slow down.' })
    const events = await (await ask(pair, { ...ASK, stream: true })).text()
    expect(events).toMatch(/event: error\ndata: .*"rate_limit_error","message":"Slow down\."\}\}\n\n$/)
  })

  it.each(['reset-mid-frame', 'reset-between-frames', 'clean-end-mid-frame', 'clean-end-between-frames'] as const)(
    'a stream that breaks off (%s) is told of and never ends cleanly',
    async (kind) => {
      const pair = await notKnowing()
      await ask(pair)
      pair.simulator.misbehave({ kind })
      const request = rawRequest('POST /v1/messages', ['host: localhost'], JSON.stringify({ ...ASK, stream: true }))
      const answer = await exchangeRaw(pair.proxy.url, request)
      expect(answer).toContain('event: error\ndata: {"type":"error","error":{"type":"api_error"')
      expect(answer.endsWith('\r\n0\r\n\r\n')).toBe(false)
      await expect.poll(() => pair.proxy.records().at(-1)).toMatchObject({ ending: 'upstream-broke' })
    },
  )

  it('a stream that is neither true nor false is refused in the shape of Anthropic', async () => {
    const pair = await notKnowing()
    const response = await ask(pair, { ...ASK, stream: 'yes' })
    expect([response.status, await response.json()]).toEqual([
      400,
      { type: 'error', error: { type: 'invalid_request_error', message: expect.stringContaining('"stream"') } },
    ])
  })
})

it('An identifier that Bedrock refuses is healed through the invocation as well', async () => {
  const pair = await notKnowing()
  await ask(pair)
  const body = '{"message":"The provided model identifier is invalid."}'
  pair.simulator.misbehave({ kind: 'status', status: 400, headers: { 'content-type': 'application/json' }, body })
  const response = await ask(pair)
  expect([response.status, response.headers.get('x-bedrock-proxy-model')]).toEqual([200, `global.${BARE}`])
  expect(pair.simulator.requests.at(-1)).toMatchObject({ modelId: `global.${BARE}`, operation: 'InvokeModel' })
})
