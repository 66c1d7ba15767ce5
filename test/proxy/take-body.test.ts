import { expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

it('A whole body counts with all its bytes, and can be sent again', async () => {
  const { proxy, simulator } = await startPair()
  const headers = { 'x-amzn-errortype': 'ExpiredTokenException' }
  simulator.misbehave({ kind: 'status', status: 403, headers, body: '{}' })
  expect((await post(proxy.url, modelPath('invoke'), '{"a":1}')).status).toBe(200)
  expect(simulator.requests.map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}'])
  await expect.poll(proxy.records).toMatchObject([{ requestBytes: 7, attempts: 2, remedies: ['fresh-credentials'] }])
})

it('A stream of events is no body that could be taken whole', async () => {
  const { proxy, simulator } = await startPair()
  const response = await post(proxy.url, modelPath('invoke-with-bidirectional-stream'), '{}')
  expect([response.status, await response.json()]).toEqual([400, { message: expect.stringContaining('needs HTTP/2') }])
  expect(simulator.requests).toEqual([])
})
