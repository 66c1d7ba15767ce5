import { describe, expect, it } from 'vitest'
import { createPromptCaches } from '../../../src/simulator/quotas/prompt-caches.ts'
import { createQuotas } from '../../../src/simulator/quotas/quotas.ts'
import { applicationProfile } from '../../fixtures/application-profile.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { BEARER_TOKEN, FRANKFURT, startFrankfurt } from '../../fixtures/start-frankfurt.ts'

const LONG = { type: 'text', text: 'x'.repeat(8000), cache_control: { type: 'ephemeral' } }
const ASK = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 400, system: [LONG], messages: [] }
const CONVERSE = {
  system: [{ text: 'x'.repeat(8000) }, { cachePoint: { type: 'default' } }],
  inferenceConfig: { maxTokens: 9 },
}

const ask = (origin: string, path: string, body: object = ASK) =>
  fetch(origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${BEARER_TOKEN}` },
    body: JSON.stringify(body),
  })
const invoke = (origin: string, model = PROFILE) => ask(origin, `/model/${encodeURIComponent(model)}/invoke`)

describe('A simulator with quotas', () => {
  it('throttles as AWS does: no retry-after, nothing about rates', async () => {
    const { url } = await startFrankfurt({ quotas: createQuotas({ requestsPerMinute: () => 1 }, Date.now) })
    expect((await invoke(url)).status).toBe(200)
    const refused = await invoke(url)
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { message: 'Too many requests, please wait before trying again.' },
    ])
    expect([...refused.headers.keys()].sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'date',
      'keep-alive',
      'x-amzn-errortype',
      'x-amzn-requestid',
    ])
  })

  it('settles when an answer has gone out, and gives other profiles their own', async () => {
    const simulator = await startFrankfurt({ quotas: createQuotas({ tokensPerMinute: () => 4300 }, () => 0) })
    const statusOf = async (model?: string) => {
      const { status } = await invoke(simulator.url, model)
      await simulator.requests.at(-1)?.closed
      return status
    }
    // Each takes some 2,470 with its limit, and is settled at some 2,095.
    expect([await statusOf(), await statusOf(`global.${BARE}`), await statusOf()]).toEqual([200, 200, 429])
  })

  it('counts nothing for what runs no model', async () => {
    const { url } = await startFrankfurt({ quotas: createQuotas({ requestsPerMinute: () => 0 }, Date.now) })
    const counted = await ask(url, `/model/${BARE}/count-tokens`, { input: { converse: {} } })
    expect([counted.status, (await invoke(url)).status]).toEqual([200, 429])
  })

  it('draws an application profile on the quota of what it was copied from', async () => {
    const profile = FRANKFURT.models.get(BARE)?.profiles.find(({ id }) => id === PROFILE)
    if (!profile) throw new Error('no profile')
    const application = applicationProfile({ destinationRegions: profile.destinationRegions })
    const catalog = { ...FRANKFURT, applicationProfiles: [application] }
    const { url } = await startFrankfurt({ catalog, quotas: createQuotas({ requestsPerMinute: () => 1 }, Date.now) })
    expect([(await invoke(url, application.arn)).status, (await invoke(url)).status]).toEqual([200, 429])
  })
})

describe('A simulator with prompt caches', () => {
  it.each([
    [
      'invoke',
      ASK,
      (answer: object) => Reflect.get(answer, 'usage'),
      ['cache_creation_input_tokens', 'cache_read_input_tokens'],
    ],
    [
      'converse',
      CONVERSE,
      (answer: object) => Reflect.get(answer, 'usage'),
      ['cacheWriteInputTokens', 'cacheReadInputTokens'],
    ],
  ] as const)(
    'tells in the answer of %s what was written, then what was read',
    async (operation, body, usageOf, [written, read]) => {
      const { url } = await startFrankfurt({ promptCaches: createPromptCaches(Date.now) })
      const path = `/model/${PROFILE}/${operation}`
      const [first, second] = [await ask(url, path, body), await ask(url, path, body)]
      const [one, two] = [usageOf((await first.json()) as object), usageOf((await second.json()) as object)]
      expect(one).toMatchObject({ [read]: 0 })
      expect(one[written]).toBeGreaterThan(2000)
      expect(two).toMatchObject({ [read]: one[written], [written]: 0 })
    },
  )

  it('tells it in the headers of InvokeModel, and in the last event of its stream', async () => {
    const { url } = await startFrankfurt({ promptCaches: createPromptCaches(Date.now), outputTokens: () => 321 })
    const { headers } = await invoke(url)
    expect(Number(headers.get('x-amzn-bedrock-cache-write-input-token-count'))).toBeGreaterThan(2000)
    expect(headers.get('x-amzn-bedrock-cache-read-input-token-count')).toBe('0')
    expect(headers.get('x-amzn-bedrock-output-token-count')).toBe('321')
    const stream = await ask(url, `/model/${PROFILE}/invoke-with-response-stream`)
    const frames = Buffer.from(await stream.arrayBuffer()).toString('latin1')
    const last = Buffer.from(/.*"bytes":"([^"]+)"/s.exec(frames)?.[1] ?? '', 'base64').toString()
    expect(JSON.parse(last)['amazon-bedrock-invocationMetrics']).toMatchObject({
      cacheReadInputTokenCount: expect.any(Number),
      cacheWriteInputTokenCount: 0,
      outputTokenCount: 321,
    })
  })
})

it('counts as before where it has neither', async () => {
  const { url } = await startFrankfurt()
  const { usage } = (await (await invoke(url)).json()) as { usage: object }
  expect(usage).toEqual({ input_tokens: expect.any(Number), output_tokens: 5 })
})
