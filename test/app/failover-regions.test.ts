import { describe, expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { createQuotas } from '../../src/simulator/quotas/quotas.ts'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { signerOf, startClientWorld, tokenOf } from '../fixtures/start-client-world.ts'
import { startPair } from '../fixtures/start-pair.ts'

const SNAPSHOT = loadSnapshot()
const catalog = (region: string) => catalogFromSnapshot(SNAPSHOT, region)
const BODY = '{"messages":[{"role":"user","content":[{"text":"hi"}]}]}'
const ON: Partial<Settings> = {
  failover: 'throttling',
  routing: 'geo-only',
  failoverRegions: ['us-east-1', 'eu-west-1'],
}

/** Every ID of eu-central-1 is throttled, and no other Region's. */
const frankfurtIsBusy = () => ({
  catalog,
  quotas: createQuotas({ requestsPerMinute: ({ region }) => (region === 'eu-central-1' ? 0 : 1_000) }, Date.now),
})

/** The Region that a request was signed for. */
function regionOf({ headers }: SimulatedRequest): string | undefined {
  return /\/([a-z0-9-]+)\/bedrock\/aws4_request/.exec(headers.join(' '))?.[1]
}

describe('A request that Bedrock throttles in its Region', () => {
  it('goes to another one that is named and allowed, signed for that, and everybody is told', async () => {
    const { proxy, simulator } = await startPair(ON, frankfurtIsBusy())
    const answer = await post(proxy.url, modelPath('converse'), BODY)
    expect([answer.status, answer.headers.get('x-bedrock-proxy-reason')]).toEqual([200, 'failover'])
    expect([answer.headers.get('x-bedrock-proxy-model'), answer.headers.get('x-bedrock-proxy-attempts')]).toEqual([
      PROFILE,
      '2',
    ])
    await answer.text()
    expect(simulator.requests.map((one) => [regionOf(one), one.signature])).toEqual([
      ['eu-central-1', 'verified'],
      ['eu-west-1', 'verified'],
    ])
    const movedFrom = `eu-central-1/${PROFILE}`
    await expect
      .poll(() => proxy.records())
      .toMatchObject([{ region: 'eu-west-1', reason: 'failover', movedFrom, remedies: ['failover'] }])
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain(
      `bedrock_proxy_failovers_total{from="${movedFrom}",to="eu-west-1/${PROFILE}"} 1`,
    )
  })

  it.each([
    ['/v1/messages', { max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] }, []],
    ['/v1/messages', { max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] }, ['Messages']],
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'hi' }] }, []],
    ['/openai/v1/responses', { input: 'hi' }, []],
  ])('whichever API it is of: %s %o, where the routes %j are unknown', async (path, body, operations) => {
    const unknownRoutes = { operations, status: 404 as const }
    const { proxy, simulator } = await startPair(ON, { ...frankfurtIsBusy(), unknownRoutes })
    const answer = await post(proxy.url, path, JSON.stringify({ model: BARE, ...body }))
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Hello from')])
    expect(simulator.requests.map(regionOf)).toEqual(expect.arrayContaining(['eu-central-1', 'eu-west-1']))
    expect(simulator.requests.at(-1)).toMatchObject({ modelId: PROFILE, signature: 'verified' })
  })

  it('named by the ARN of its foundation model as well, which ties it to no Region', async () => {
    const { proxy, simulator } = await startPair(ON, frankfurtIsBusy())
    const arn = `arn:aws:bedrock:eu-central-1::foundation-model/${BARE}`
    expect((await post(proxy.url, modelPath('converse', arn), BODY)).status).toBe(200)
    expect(simulator.requests.map(regionOf)).toEqual(['eu-central-1', 'eu-west-1'])
  })

  it('stays with its conversation there, and streams', async () => {
    const { proxy, simulator } = await startPair(ON, frankfurtIsBusy())
    const headers = { 'x-claude-code-session-id': 'abc' }
    for (let turn = 0; turn < 3; turn++) {
      const answer = await post(proxy.url, modelPath('converse-stream'), BODY, headers)
      expect([answer.status, answer.headers.get('x-bedrock-proxy-reason')]).toEqual([200, 'failover'])
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100)
    }
    expect(simulator.requests.map(regionOf)).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-1', 'eu-west-1'])
  })

  it.each<[string, Record<string, string>, string]>([
    ['in a conversation', {}, ''],
    ['in a session of Claude Code', { 'x-claude-code-session-id': 'abc' }, ''],
    ['in a body with more members than are looked at', {}, '"x":1,'.repeat(1_000)],
  ])('stays where a guardrail in its body ties it: %s', async (_, headers, others) => {
    const { proxy, simulator } = await startPair(ON, frankfurtIsBusy())
    const body = `{${others}"guardrailConfig":{"guardrailIdentifier":"abc","guardrailVersion":"1"},${BODY.slice(1)}`
    expect((await post(proxy.url, modelPath('converse'), body, headers)).status).toBe(429)
    expect(simulator.requests.map(regionOf)).toEqual(['eu-central-1'])
  })

  it.each<[string, Partial<Settings>]>([
    ['none is named', { failoverRegions: [] }],
    [
      'Regions are only there for clients to pick',
      { failoverRegions: [], allowRegions: ['eu-central-1', 'eu-west-1'] },
    ],
    ['the policy allows none', { failoverRegions: ['us-east-1', 'eu-west-2'] }],
    ['failover is off', { failover: 'off' }],
  ])('stays where it is where %s', async (_, settings) => {
    const { proxy, simulator } = await startPair({ ...ON, ...settings }, frankfurtIsBusy())
    expect((await post(proxy.url, modelPath('converse'), BODY)).status).toBe(429)
    expect(simulator.requests.map(regionOf)).toEqual(['eu-central-1'])
  })

  it('is signed there as the client that it is of', async () => {
    const { proxy, bedrock } = await startClientWorld(['alice', 'bob'], { settings: ON, bedrock: frankfurtIsBusy() })
    for (const client of ['alice', 'bob']) {
      const answer = await post(proxy.url, modelPath('converse'), BODY, { 'x-api-key': tokenOf(client) })
      expect(answer.status).toBe(200)
    }
    expect(bedrock.requests.map((one) => [regionOf(one), signerOf(one)])).toEqual([
      ['eu-central-1', 'ALICE'],
      ['eu-west-1', 'ALICE'],
      ['eu-west-1', 'BOB'],
    ])
  })

  it('lets no client pick the other Region', async () => {
    const { proxy } = await startPair(ON, frankfurtIsBusy())
    expect((await post(proxy.url, `/eu-west-1${modelPath('converse', BARE)}`, BODY)).status).toBe(400)
  })
})
