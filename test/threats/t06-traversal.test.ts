import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

const TRAVERSALS = [
  'a%2F..%2F..%2Fguardrail',
  '..%2F..%2Fasync-invoke',
  '%2e%2e%2f%2e%2e%2f',
  '%2E%2E',
  '..',
  '.',
  'a%252F..%252F..',
  'a%5C..%5C..',
  'a..b',
  'a%00b',
  'a%0d%0aHost:%20evil.example',
  'a%3Fx=1',
  'a%23x',
  'a%20b',
  'a;b',
  'arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ax%2F..%2F..%2Fy',
]

describe('T6: an identifier cannot lead to another path', () => {
  it.each(TRAVERSALS)('not as /model/%s/converse', async (label) => {
    const { proxy, simulator } = await startPair()
    const raw = rawRequest(`POST /model/${label}/converse`, ['host: localhost'], '{}')
    expect([400, 404]).toContain(parseRaw(await exchangeRaw(proxy.url, raw)).status)
    expect(simulator.requests).toEqual([])
  })

  it.each(['../../async-invoke', 'a/../b', 'a\\u002f..\\u002fb', 'a\\u0000b', 'a?b', 'a b'])(
    'not as the model %s of a body',
    async (model) => {
      const { proxy, simulator } = await startPair()
      const answer = await post(proxy.url, '/openai/v1/responses', `{"model":"${model}"}`)
      expect(answer.status).toBe(400)
      expect(simulator.requests).toEqual([])
    },
  )

  it('and the path that is signed is the path that is sent, byte for byte', async () => {
    const { proxy, simulator } = await startPair()
    const arn = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
    for (const path of [modelPath('converse', arn), `/model/${arn.replace('/', '%2F')}/converse`]) {
      await post(proxy.url, path)
    }
    const sent = { path: modelPath('converse', arn), signature: 'verified' }
    expect(simulator.requests).toMatchObject([sent, sent])
  })
})
