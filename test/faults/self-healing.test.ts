import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'
import { startPair } from '../fixtures/start-pair.ts'

const GLOBAL = `global.${BARE}`
/** One for AWS's own profiles and one for the account's. */
const LISTINGS = 2
const INVALID = '{"message":"The provided model identifier is invalid."}'

describe('When AWS has taken a profile away', () => {
  it('the catalog is asked for once, the next candidate answers, and the next request knows', async () => {
    const { proxy, simulator } = await startPair({ discovery: 'auto' })
    simulator.world(withoutProfile(PROFILE))
    const listings = () => simulator.requests.filter(({ path }) => path.startsWith('/inference-profiles')).length
    const before = listings()
    const first = await post(proxy.url, modelPath('converse'))
    expect([first.status, first.headers.get('x-bedrock-proxy-model')]).toEqual([200, GLOBAL])
    expect(first.headers.get('x-bedrock-proxy-attempts')).toBe('2')
    expect(first.headers.get('x-bedrock-proxy-reason')).toBe('healed')
    const second = await post(proxy.url, modelPath('converse'))
    expect([second.status, second.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '1'])
    expect(sentModels(simulator)).toEqual([PROFILE, GLOBAL, GLOBAL])
    expect(listings()).toBe(before + LISTINGS)
    await post(proxy.url, modelPath('converse', 'nobody.knows-this'))
    expect(listings()).toBe(before + LISTINGS)
  })

  it('a stream and a body-addressed request mend themselves as well', async () => {
    const { proxy, simulator } = await startPair({}, { strictness: 'lenient' })
    simulator.world(withoutProfile(PROFILE))
    const stream = await post(proxy.url, modelPath('converse-stream'), '{"messages":[]}')
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'application/vnd.amazon.eventstream'])
    expect(await stream.text()).toContain('Hello ')
    const body = `{"model":"${BARE}","messages":[],"n":1.0}`
    const answer = await post(proxy.url, '/openai/v1/chat/completions', body)
    expect(answer.status).toBe(200)
    expect(simulator.requests.at(-1)?.body.toString()).toBe(body.replace(BARE, GLOBAL))
  })

  it('an answer that still fails is the one of AWS, byte for byte, with a hint', async () => {
    const { proxy, simulator } = await startPair({ routing: 'geo-only' })
    simulator.world(withoutProfile(PROFILE))
    const response = await post(proxy.url, modelPath('converse'))
    expect([response.status, await response.text()]).toEqual([400, INVALID])
    expect(response.headers.get('x-bedrock-proxy-hint')).toContain('eu.anthropic.claude-sonnet-4-6')
    expect(response.headers.get('x-amzn-errortype')).toMatch(/^ValidationException/)
    expect(sentModels(simulator)).toEqual([PROFILE])
  })

  it('the record and the metrics say what was done', async () => {
    const { proxy, simulator } = await startPair()
    simulator.world(withoutProfile(PROFILE))
    await (await post(proxy.url, modelPath('converse'))).text()
    await expect
      .poll(() => proxy.records())
      .toMatchObject([
        { requestedModel: BARE, sentModel: GLOBAL, reason: 'healed', attempts: 2, remedies: ['next-candidate'] },
      ])
    const metrics = await (await fetch(`${proxy.url}/metrics`)).text()
    expect(metrics).toContain('bedrock_proxy_remedies_total{operation="Converse",remedy="next-candidate"} 1')
  })
})

it('A model that AWS has added since the last listing is found without a restart', async () => {
  const { proxy, simulator } = await startPair({ discovery: 'auto' }, { catalog: without(BARE) })
  simulator.world(FRANKFURT)
  const response = await post(proxy.url, modelPath('converse'))
  expect([response.status, response.headers.get('x-bedrock-proxy-model')]).toEqual([200, PROFILE])
})

it('A mistyped identifier gets the words of AWS, and the nearest IDs as a hint', async () => {
  const { proxy, simulator } = await startPair()
  const response = await post(proxy.url, modelPath('converse', 'anthropic.claude-sonet-4-6'))
  expect([response.status, await response.text()]).toEqual([400, INVALID])
  expect(response.headers.get('x-bedrock-proxy-hint')).toMatch(/^eu\.anthropic\.claude-sonnet-4-[56]/)
  expect(simulator.requests).toHaveLength(1)
})

it.each([403, 404, 429, 500, 503])('An answer %i is relayed as it is, whatever it says', async (status) => {
  const { proxy, simulator } = await startPair()
  simulator.misbehave({ kind: 'status', status, headers: { 'content-type': 'application/json' }, body: INVALID })
  const response = await post(proxy.url, modelPath('converse'))
  expect([response.status, await response.text()]).toEqual([status, INVALID])
  expect(response.headers.get('x-bedrock-proxy-attempts')).toBe('1')
  expect(response.headers.get('x-bedrock-proxy-hint')).toBeNull()
})

describe('Failover', () => {
  const BUSY = {
    kind: 'status',
    status: 429,
    headers: { 'retry-after': '60', 'x-amzn-errortype': 'ThrottlingException' },
    body: '{"message":"Too many requests"}',
  } as const

  it('is off by default', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave(BUSY)
    const response = await post(proxy.url, modelPath('converse'))
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60'])
  })

  it('tries the next allowed candidate, says so, and leaves the busy one alone', async () => {
    const { proxy, simulator } = await startPair({ failover: 'throttling' })
    simulator.misbehave(BUSY)
    const first = await post(proxy.url, modelPath('converse'))
    expect([first.status, first.headers.get('x-bedrock-proxy-reason')]).toEqual([200, 'failover'])
    await first.text()
    await (await post(proxy.url, modelPath('converse'))).text()
    expect(sentModels(simulator)).toEqual([PROFILE, GLOBAL, GLOBAL])
    await expect
      .poll(() => proxy.records())
      .toMatchObject([
        { sentModel: GLOBAL, attempts: 2, remedies: ['failover'] },
        { sentModel: GLOBAL, attempts: 1, reason: 'failover' },
      ])
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain('remedy="failover"} 1')
  })

  it('goes nowhere that the policy does not allow', async () => {
    const { proxy, simulator } = await startPair({ failover: 'throttling', allowDestinations: ['eu-*'] })
    simulator.misbehave(BUSY)
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(429)
    expect(sentModels(simulator)).toEqual([PROFILE])
  })
})

function sentModels(simulator: { requests: readonly { modelId?: string }[] }): string[] {
  return simulator.requests.flatMap(({ modelId }) => modelId ?? [])
}

function withoutProfile(profileId: string): Catalog {
  const models = [...FRANKFURT.models.values()].map((model) => ({
    ...model,
    profiles: model.profiles.filter(({ id }) => id !== profileId),
  }))
  return { ...FRANKFURT, models: new Map(models.map((model) => [model.modelId, model])) }
}

function without(modelId: string): Catalog {
  return { ...FRANKFURT, models: new Map([...FRANKFURT.models].filter(([id]) => id !== modelId)) }
}
