import { describe, expect, it } from 'vitest'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

const HEADERS = {
  authorization: 'Bearer canary',
  'x-api-key': 'canary',
  'x-amz-security-token': 'canary',
  'x-amz-date': '20200101T000000Z',
  'x-amz-content-sha256': 'canary',
  'x-amz-target': 'canary',
  'x-amz-user-agent': 'canary',
  'x-amzn-trace-id': 'canary',
  'x-forwarded-for': 'canary',
  'proxy-authorization': 'canary',
  cookie: 'canary',
  referer: 'http://localhost/canary',
  'x-custom': 'canary',
}

describe('T8: what a client authenticates itself with does not reach AWS', () => {
  it.each([
    modelPath('converse'),
    modelPath('invoke-with-response-stream'),
    '/openai/v1/responses',
    '/guardrail/abc/version/1/apply',
  ])('by %s', async (path) => {
    const { proxy, simulator } = await startPair()
    const body = path.startsWith('/openai/') ? '{"model":"anthropic.claude-sonnet-4-6"}' : '{}'
    const answer = await post(proxy.url, path, body, HEADERS)
    expect(answer.status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expectNothingLeaked(simulator.requests[0]?.headers ?? [], ['canary', '20200101'])
  })

  it('by a query', async () => {
    const { proxy, simulator } = await startPair()
    const query = 'X-Amz-Security-Token=canary&X-Amz-Signature=canary&x-amz-credential=canary&api_key=canary'
    await post(proxy.url, `${modelPath('converse')}?${query}`)
    await fetch(`${proxy.url}/async-invoke?${query}&maxResults=5`)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }, { path: '/async-invoke?maxResults=5' }])
    expect(JSON.stringify(simulator.requests.map(({ path }) => path))).not.toContain('canary')
  })

  it('by a listing', async () => {
    const { proxy, simulator } = await startPair()
    await fetch(`${proxy.url}/inference-profiles`, { headers: HEADERS })
    expect(simulator.requests).toHaveLength(1)
    expectNothingLeaked(simulator.requests[0]?.headers ?? [], ['canary', '20200101'])
  })
})
