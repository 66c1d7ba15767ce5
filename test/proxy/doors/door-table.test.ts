import { expect, it } from 'vitest'
import { BARE, modelPath, PROFILE, post, REPLY } from '../../fixtures/model-requests.ts'
import { startPair } from '../../fixtures/start-pair.ts'

const message = JSON.stringify({ model: BARE, messages: [{ role: 'user', content: 'hi' }], max_tokens: 5 })
const ask = JSON.stringify({ ...JSON.parse(message), input: 'hi' })

it.each([
  ['/v1/chat/completions', '/openai/v1/chat/completions'],
  ['/chat/completions', '/openai/v1/chat/completions'],
  ['/openai/chat/completions', '/openai/v1/chat/completions'],
  ['/v1/responses', '/openai/v1/responses'],
  ['/responses', '/openai/v1/responses'],
  ['/v1/messages', '/anthropic/v1/messages'],
])('%s goes upstream as %s', async (path, sent) => {
  const { proxy, simulator } = await startPair()
  const response = await post(proxy.url, path, path === '/v1/messages' ? message : ask)
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(REPLY)])
  expect(simulator.requests).toMatchObject([{ path: sent, modelId: PROFILE, signature: 'verified' }])
})

it.each(['ChatCompletions', 'Responses'])('A Region that does not know %s is no success', async (operation) => {
  const { proxy } = await startPair({}, { unknownRoutes: { operations: [operation], status: 200 } })
  const response = await post(proxy.url, operation === 'Responses' ? '/v1/responses' : '/v1/chat/completions', ask)
  expect([response.status, await response.json()]).toMatchObject([
    404,
    {
      error: {
        type: 'not_found_error',
        code: 'UnknownOperationException',
        message: expect.stringContaining('/openai/v1/'),
      },
    },
  ])
  await expect.poll(proxy.records).toMatchObject([{ error: 'unknown-route', attempts: 1 }])
})

it("A refusal of an OpenAI route is Bedrock's own", async () => {
  const { proxy } = await startPair()
  const response = await post(proxy.url, '/v1/responses', '{"model":"nobody.knows-this"}')
  expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'model_not_found' } }])
})

it.each([
  ['InvokeModel', modelPath('invoke')],
  ['ConverseStream', modelPath('converse-stream')],
  ['ApplyGuardrail', '/guardrail/abc/version/1/apply'],
  ['ListAsyncInvokes', '/async-invoke'],
])('A Region that does not know %s is no success, in the shape of AWS', async (operation, path) => {
  const { proxy, simulator } = await startPair({}, { unknownRoutes: { operations: [operation], status: 200 } })
  const response = operation.startsWith('List') ? await fetch(proxy.url + path) : await post(proxy.url, path)
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException'])
  expect(await response.json()).toEqual({ message: expect.stringContaining('eu-central-1 does not know the route') })
  expect(simulator.requests).toHaveLength(1)
  await expect.poll(proxy.records).toMatchObject([{ error: 'unknown-route', attempts: 1 }])
})

it.each([
  ['/v1/messages', { type: 'error', error: { type: 'invalid_request_error' } }],
  ['/v1/responses', { error: { type: 'invalid_request_error', param: null } }],
  ['/v1/nothing-here', { error: { type: 'not_found_error' } }],
  ['/model', { message: expect.any(String) }],
])('An error of the proxy on %s follows the door', async (path, body) => {
  const { proxy } = await startPair()
  expect(await (await post(proxy.url, path, '{}')).json()).toMatchObject(body)
})
