import { describe, expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { createQuotas } from '../../src/simulator/quotas/quotas.ts'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const GLOBAL = `global.${BARE}`
/** Only one of them has profiles that lead nowhere but where those of eu-central-1 lead. */
const OTHER_REGIONS = ['us-east-1', 'eu-west-2', 'sa-east-1', 'us-gov-west-1', 'eu-west-1']
const GLOBAL_ARN = `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${GLOBAL}`

describe('T12: no data leaves the geography in silence', () => {
  it('a request for the global profile stays where the routing wants it', async () => {
    const { proxy, simulator } = await startPair({ routing: 'geo-only' })
    expect((await post(proxy.url, modelPath('converse', GLOBAL))).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ modelId: PROFILE }])
  })

  it.each([GLOBAL_ARN, 'global.vendor.nobody-knows'])('what cannot stay is refused by its name: %s', async (id) => {
    const { proxy, simulator } = await startPair({ routing: 'geo-only' })
    const refused = await post(proxy.url, modelPath('converse', id))
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
    expect(await refused.json()).toEqual({ message: expect.stringContaining(id) })
    expect(simulator.requests).toEqual([])
  })

  const ACCOUNT = 'arn:aws:bedrock:eu-central-1:123456789012'
  const NOBODY_CAN_PLACE = [
    `${ACCOUNT}:default-prompt-router/anthropic.claude:1`,
    `${ACCOUNT}:prompt/ABC:1`,
    `${ACCOUNT}:application-inference-profile/unlisted`,
    `${ACCOUNT}:inference-profile/eu.anthropic.claude-new-9`,
    'mx.anthropic.claude-new-9',
    'eu.new.model-v1:0',
    'us-gov.new.model-v1:0',
  ]

  it.each(['geo-only', 'in-region-only'] as const)('what nobody can place is refused under %s', async (routing) => {
    const { proxy, simulator } = await startPair({ routing })
    for (const id of NOBODY_CAN_PLACE) {
      const refused = await post(proxy.url, modelPath('converse', id))
      expect([refused.status, await refused.json()]).toEqual([403, { message: expect.stringContaining(id) }])
    }
    expect(simulator.requests).toEqual([])
  })

  it('an ARN that the settings name passes, and the log says so', async () => {
    const [router = ''] = NOBODY_CAN_PLACE
    const models = new Map([['fast', router]])
    const { proxy, simulator } = await startPair({ routing: 'geo-only', models })
    await post(proxy.url, modelPath('converse', 'fast'))
    expect(simulator.requests).toMatchObject([{ modelId: router }])
    await expect.poll(proxy.log).toContain('nobody can tell where that is processed')
  })

  it('a throttled request goes to no Region whose destinations are not allowed for the one that was addressed', async () => {
    const settings = { routing: 'geo-only', failover: 'throttling', failoverRegions: OTHER_REGIONS } as const
    const { proxy, simulator } = await startPair(settings, {
      catalog: (region) => catalogFromSnapshot(loadSnapshot(), region),
      quotas: createQuotas({ requestsPerMinute: () => 0 }, Date.now),
    })
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(429)
    expect(
      simulator.requests.map(({ modelId, headers }) => `${/\/([\w-]+)\/bedrock/.exec(headers.join())?.[1]} ${modelId}`),
    ).toEqual([`eu-central-1 ${PROFILE}`, `eu-west-1 ${PROFILE}`])
  })

  it('the profile stands in the answer, in the log and in the metrics', async () => {
    const { proxy } = await startPair({ routing: 'global-first' })
    const answer = await post(proxy.url, modelPath('converse'))
    expect(answer.headers.get('x-bedrock-proxy-model')).toBe(GLOBAL)
    expect(answer.headers.get('x-bedrock-proxy-reason')).toBe('global-profile')
    await expect.poll(() => proxy.records()).toMatchObject([{ requestedModel: BARE, sentModel: GLOBAL }])
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain(`model="${GLOBAL}"`)
  })
})
