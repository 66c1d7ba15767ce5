import { expect, it } from 'vitest'
import { modelPath, post } from '../../fixtures/model-requests.ts'
import { startPair } from '../../fixtures/start-pair.ts'

const GEO_ONLY = { routing: 'in-region-only' } as const
const MODEL = 'anthropic.claude-sonnet-4-6'

it('An error of the proxy tells AWS clients its exception, its message and what was asked for', async () => {
  const { proxy } = await startPair(GEO_ONLY)
  const response = await post(proxy.url, modelPath('converse'))
  const body = await response.text()
  expect(response.status).toBe(403)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-amzn-errortype': 'AccessDeniedException',
    'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-bedrock-proxy-requested-model': MODEL,
  })
  expect(response.headers.has('x-bedrock-proxy-model')).toBe(false)
  expect(JSON.parse(body)).toEqual({ message: expect.stringContaining(`eu.${MODEL}`) })
})

it.each([
  ['//openai/v1/responses', 403, { error: { type: 'permission_error', code: 'AccessDeniedException' } }],
  ['/openai/v1/responses', 403, { error: { type: 'permission_error', code: 'AccessDeniedException' } }],
  ['/anthropic/v1/messages', 400, { type: 'error', error: { type: 'invalid_request_error' } }],
])('An error on %s is a %d in the shape of that API', async (path, status, shape) => {
  const { proxy } = await startPair(GEO_ONLY)
  const response = await post(proxy.url, path, JSON.stringify({ model: MODEL }))
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject(shape)
})

it.each(['', '[]', '"a"', '{', '{"model":1}', '{"model":"a","model":"b"}', '{"model":""}', '{"model":"../a"}'])(
  'The body %j is refused on every route that names its model there, and reaches nobody',
  async (body) => {
    const { proxy, simulator } = await startPair()
    for (const path of ['/openai/v1/responses', '/openai/v1/chat/completions', '/anthropic/v1/messages']) {
      const response = await post(proxy.url, path, body)
      expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException'])
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    }
    expect(simulator.requests).toEqual([])
  },
)
