import { expect, it } from 'vitest'
import { modelPath, PROFILE, post } from '../../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../../fixtures/start-lenient.ts'

const MODEL = 'anthropic.claude-sonnet-4-6'

it('A served request leaves one record of what was asked, sent and answered', async () => {
  const { proxy } = await startPair()
  const response = await post(proxy.url, modelPath('invoke'), '{"a":1}')
  const body = await response.text()
  await expect
    .poll(() => proxy.records())
    .toEqual([
      expect.objectContaining({
        operation: 'InvokeModel',
        requestedModel: MODEL,
        sentModel: PROFILE,
        reason: 'geographic-profile',
        region: 'eu-central-1',
        requestId: response.headers.get('x-amzn-requestid'),
        status: 200,
        ending: 'complete',
        attempts: 1,
        requestBytes: 7,
        responseBytes: body.length,
        inputTokens: expect.any(Number),
        outputTokens: 5,
        firstByteMs: expect.any(Number),
        totalMs: expect.any(Number),
      }),
    ])
})

it('The response headers tell what the proxy did', async () => {
  const { proxy } = await startPair()
  const { headers } = await post(proxy.url, modelPath('invoke'))
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-bedrock-proxy-model': PROFILE,
    'x-bedrock-proxy-requested-model': MODEL,
    'x-bedrock-proxy-reason': 'geographic-profile',
    'x-bedrock-proxy-attempts': '1',
  })
})

it('A request that names no model leaves a record without one', async () => {
  const { proxy } = await startPair()
  await fetch(`${proxy.url}/async-invoke`)
  await expect.poll(() => proxy.records()).toHaveLength(1)
  const [record] = proxy.records()
  expect(record).toMatchObject({ operation: 'ListAsyncInvokes', status: 200 })
  expect(record).not.toHaveProperty('requestedModel')
})

it.each([
  [
    modelPath('nothing'),
    { operation: '-', target: `POST ${modelPath('nothing')}`, status: 404, error: 'unknown-operation' },
  ],
  ['/inference-profiles?type=CANARY', { operation: '-', target: 'POST /inference-profiles', status: 404 }],
  ['/model/a%zz/invoke', { operation: '-', status: 400, error: 'malformed-request' }],
  ['/openai/v1/responses', { operation: 'Responses', status: 400, error: 'malformed-body', requestBytes: 2 }],
])('A request refused on %s leaves a record with the code of its error', async (path, expected) => {
  const { proxy } = await startPair()
  await post(proxy.url, path)
  await expect
    .poll(() => proxy.records())
    .toEqual([expect.objectContaining({ ...expected, ending: 'answered-here', attempts: 0 })])
})

it('Token counts that are no numbers are left out', async () => {
  const { proxy, simulator } = await startPair()
  const headers = { 'x-amzn-bedrock-input-token-count': 'NaN', 'x-amzn-bedrock-output-token-count': '12' }
  simulator.misbehave({ kind: 'status', status: 200, headers })
  await post(proxy.url, modelPath('invoke'))
  await expect.poll(() => proxy.records()[0]).toMatchObject({ outputTokens: 12 })
  expect(proxy.records()[0]).not.toHaveProperty('inputTokens')
})
