import { describe, expect, it } from 'vitest'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const OWN = '123456789012'
const OTHER = '210987654321'
const profileOf = (account: string) => `arn:aws:bedrock:eu-central-1:${account}:application-inference-profile/abc`
const systemProfileOf = (account: string) => `arn:aws:bedrock:eu-central-1:${account}:inference-profile/eu.${BARE}`
const guardrailOf = (account: string) => encodeURIComponent(`arn:aws:bedrock:eu-central-1:${account}:guardrail/abc`)

/** Paths that name an account, and bodies. */
const REQUESTS: readonly (readonly [path: (account: string) => string, body: (account: string) => string])[] = [
  [(account) => modelPath('converse', profileOf(account)), () => '{}'],
  [(account) => modelPath('converse', systemProfileOf(account)), () => '{}'],
  [(account) => modelPath('count-tokens', profileOf(account)), () => '{}'],
  [() => '/openai/v1/responses', (account) => JSON.stringify({ model: profileOf(account) })],
  [(account) => `/guardrail/${guardrailOf(account)}/version/1/apply`, () => '{}'],
]

describe('T13: an ARN of another account is refused where there is a list of accounts', () => {
  it.each(REQUESTS)('%s', async (path, body) => {
    const { proxy, simulator } = await startPair({ allowAccounts: [OWN] })
    const refused = await post(proxy.url, path(OTHER), body(OTHER))
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
    expect(await refused.text()).toContain(`allow-accounts does not list ${OTHER}`)
    expect(simulator.requests).toEqual([])
    await post(proxy.url, path(OWN), body(OWN))
    expect(simulator.requests).toHaveLength(1)
  })

  it('by a listing', async () => {
    const { proxy, simulator } = await startPair({ allowAccounts: [OWN] })
    const refused = await fetch(`${proxy.url}/inference-profiles/${encodeURIComponent(profileOf(OTHER))}`)
    expect(refused.status).toBe(403)
    expect(simulator.requests).toEqual([])
  })
})

describe('T13: a model that is denied is refused by whatever ARN', () => {
  it.each([BARE, `us.${BARE}`, systemProfileOf(OWN), `arn:aws:bedrock:eu-central-1::foundation-model/${BARE}`])(
    '%s',
    async (id) => {
      const { proxy, simulator } = await startPair({ denyModels: ['anthropic.claude-sonnet-*'] })
      const refused = await post(proxy.url, modelPath('converse', id))
      expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
      expect(await refused.text()).toContain('deny-models anthropic.claude-sonnet-*')
      expect(simulator.requests).toEqual([])
    },
  )

  const NOVA = '"model":"amazon.nova-lite-v1:0"'

  it.each([
    ['in capitals', `{${NOVA},"MODEL":"${BARE}","messages":[]}`],
    ['in escapes', `{${NOVA},"mod\\u0065l":"${BARE}","messages":[]}`],
    ['in full-width letters', `{${NOVA},"\uff4dodel":"${BARE}","messages":[]}`],
    ['before a zero byte', `{${NOVA},"model\\u0000":"${BARE}","messages":[]}`],
    ['in overlong bytes', Buffer.from(`{${NOVA},"mod\xc1\xa5l":"${BARE}","messages":[]}`, 'latin1')],
    ['in a body that is no UTF-8', Buffer.from(`{${NOVA},"x":"\xe4","messages":[]}`, 'latin1')],
  ])('and it does not hide %s', async (_, body) => {
    const { proxy, simulator } = await startPair({ denyModels: ['anthropic.*'] })
    for (const path of ['/anthropic/v1/messages', '/v1/messages/count_tokens', '/openai/v1/responses']) {
      const refused = await post(proxy.url, path, body)
      expect([refused.status, (await refused.text()).includes('The request body')]).toEqual([400, true])
    }
    expect(simulator.requests).toEqual([])
  })

  it('and an application profile whose model nobody knows too', async () => {
    const { proxy, simulator } = await startPair({ allowModels: ['anthropic.*'] })
    expect((await post(proxy.url, modelPath('converse', profileOf(OWN)))).status).toBe(403)
    expect(simulator.requests).toEqual([])
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(200)
  })

  it('nor does the proxy try it when Bedrock refuses another name of it', async () => {
    const { proxy, simulator } = await startPair({ denyModels: ['anthropic.claude-opus-*'] })
    await post(proxy.url, modelPath('converse', 'anthropic.claude-opus-4-99'))
    expect(simulator.requests).toEqual([])
  })
})
