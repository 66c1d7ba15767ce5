import { expect, it } from 'vitest'
import { BARE, modelPath, PROFILE, post } from '../../fixtures/model-requests.ts'
import { startPair } from '../../fixtures/start-pair.ts'

const COUNT = { model: PROFILE, messages: [{ role: 'user', content: 'hi' }] }
const BETA = 'interleaved-thinking-2025-05-14'
const JSON_TYPE = { 'content-type': 'application/json' }

it.each(['/v1/messages/count_tokens', '/v1/messages/count_tokens?beta=true', '/messages/count_tokens/'])(
  '%s counts by CountTokens, under the foundation model ID',
  async (path) => {
    const { proxy, simulator } = await startPair()
    const response = await post(proxy.url, path, JSON.stringify(COUNT), { 'anthropic-beta': BETA })
    expect(await response.json()).toEqual({ input_tokens: expect.any(Number) })
    const [request] = simulator.requests
    expect(request).toMatchObject({
      path: modelPath('count-tokens', BARE),
      operation: 'CountTokens',
      modelId: BARE,
      signature: 'verified',
      status: 200,
    })
    const { input } = JSON.parse(request?.body.toString() ?? '')
    expect(JSON.parse(Buffer.from(input.invokeModel.body, 'base64').toString())).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      anthropic_beta: [BETA],
      max_tokens: 1,
      messages: COUNT.messages,
    })
  },
)

it('takes the other form of the ID where a model wants it', async () => {
  const { proxy, simulator } = await startPair()
  const body = `{"message":"The provided model doesn't support counting tokens."}`
  simulator.misbehave({ kind: 'status', status: 400, headers: JSON_TYPE, body })
  simulator.misbehave({ kind: 'status', status: 200, headers: JSON_TYPE, body: '{ "inputTokens" : 42 }' })
  const response = await post(proxy.url, '/v1/messages/count_tokens', JSON.stringify(COUNT))
  expect(await response.json()).toEqual({ input_tokens: 42 })
  expect(simulator.requests.map(({ modelId }) => modelId)).toEqual([BARE, PROFILE])
})

it('says with a 501 that no SDK retries that a model counts nothing, whichever form is asked for', async () => {
  const { proxy, simulator } = await startPair()
  const body = `{"message":"The provided model doesn't support counting tokens."}`
  for (let i = 0; i < 2; i++) simulator.misbehave({ kind: 'status', status: 400, headers: JSON_TYPE, body })
  const response = await post(proxy.url, '/v1/messages/count_tokens', JSON.stringify(COUNT))
  expect(response.status).toBe(501)
  expect(response.headers.get('x-should-retry')).toBe('false')
  expect(response.headers.get('x-bedrock-proxy-reason')).not.toBe('healed')
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'not_supported' } })
})

it.each(['[]', '[ ]'])('counts without a list of no tools: %s', async (tools) => {
  const { proxy, simulator } = await startPair()
  await post(proxy.url, '/v1/messages/count_tokens', `{"model":"${BARE}","tools":${tools},"messages":[]}`)
  const { input } = JSON.parse(simulator.requests[0]?.body.toString() ?? '')
  expect(JSON.parse(Buffer.from(input.invokeModel.body, 'base64').toString())).not.toHaveProperty('tools')
})

it('is told of a refusal in the shape of Anthropic', async () => {
  const { proxy } = await startPair()
  const response = await post(proxy.url, '/v1/messages/count_tokens', JSON.stringify({ ...COUNT, model: 'no.such' }))
  expect([response.status, await response.json()]).toEqual([
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'The provided model identifier is invalid.' } },
  ])
})

it.each(['{"message":"?"}', '', '{"inputTokens":"7"}'])('takes no %j for a count', async (body) => {
  const { proxy, simulator } = await startPair()
  simulator.misbehave({ kind: 'status', status: 200, headers: JSON_TYPE, body })
  const response = await post(proxy.url, '/v1/messages/count_tokens', JSON.stringify(COUNT))
  expect([response.status, await response.json()]).toMatchObject([424, { error: { type: 'api_error' } }])
})
