import { expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, PROFILE, post, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const ROUTES = ['/openai/v1/chat/completions', '/openai/v1/responses', '/anthropic/v1/messages']
const MESSAGE = { model: BARE, max_tokens: 5, messages: [] }

it.each(ROUTES)('%s answers JSON and its body changes in the model alone', async (path) => {
  const { proxy, simulator } = await startPair({}, { strictness: 'lenient' })
  const body = (model: string) => `{ "n":12345678901234567890.10, "x":1,"x":2,\n\t"model" : "${model}", "s":"\\u00e9" }`
  const response = await post(proxy.url, path, body(BARE), CLIENT_SECRETS)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await response.text()).toContain(REPLY)
  const [request] = simulator.requests
  expect(request).toMatchObject({ path, modelId: PROFILE, signature: 'verified' })
  expect(request?.body.toString()).toBe(body(PROFILE))
  expectNothingLeaked(request?.headers ?? [], Object.values(CLIENT_SECRETS))
})

it.each(ROUTES)('%s streams server-sent events', async (path) => {
  const { proxy, simulator } = await startPair()
  const response = await post(proxy.url, path, JSON.stringify({ ...MESSAGE, stream: true }))
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const events = await response.text()
  expect(events.match(/^data: /gm)?.length).toBeGreaterThan(5)
  expect(simulator.requests).toMatchObject([{ path, modelId: PROFILE, signature: 'verified', status: 200 }])
})

const CLIENT_SECRETS = {
  authorization: 'Bearer client-bearer-canary',
  'x-api-key': 'client-api-key-canary',
  'x-amz-security-token': 'client-session-canary',
  'x-amz-date': '19990101T000000Z',
  'x-amz-content-sha256': 'client-digest-canary',
  'amz-sdk-invocation-id': 'client-invocation-canary',
  'x-forwarded-for': '203.0.113.7',
  cookie: 'client=cookie-canary',
}
