import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startProxy } from '../src/app.ts'
import type { Settings } from '../src/settings/settings.ts'
import { countContexts } from './aws/count-contexts.ts'
import { LOOPBACK_CERT_FILE } from './aws/loopback-tls.ts'
import { applicationProfile } from './fixtures/application-profile.ts'
import { BARE, modelPath, PROFILE, post } from './fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from './fixtures/raw-exchange.ts'
import { BEARER_TOKEN, CREDENTIALS, FRANKFURT } from './fixtures/start-frankfurt.ts'
import { startLenientFrankfurt as startFrankfurt, startLenientPair as startPair } from './fixtures/start-lenient.ts'
import { recorder, SETTINGS, startProxyTo } from './fixtures/start-pair.ts'
import { startUpstream } from './fixtures/start-upstream.ts'

describe('The identity of the proxy', () => {
  it('is the API key of its environment', async () => {
    const { url, requests } = await startFrankfurt()
    const proxy = await start({ runtimeEndpoint: url }, { AWS_BEARER_TOKEN_BEDROCK: BEARER_TOKEN })
    expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
    expect(requests).toMatchObject([{ signature: 'bearer', modelId: PROFILE }])
  })

  it('is otherwise what the provider chain of AWS finds', async () => {
    stubCredentials(CREDENTIALS.accessKeyId, CREDENTIALS.secretAccessKey)
    const { url, requests } = await startFrankfurt()
    const proxy = await start({ runtimeEndpoint: url })
    expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
    expect(requests).toMatchObject([{ signature: 'verified' }])
  })

  it('may be missing: the proxy starts, says so, and answers 403 with what to do', async () => {
    stubCredentials('', '')
    const { url, requests } = await startFrankfurt()
    const proxy = await start({ runtimeEndpoint: url })
    const response = await post(proxy.url, modelPath('invoke'))
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
    expect(await response.json()).toEqual({ message: expect.stringContaining('aws sso login') })
    expect(requests).toEqual([])
    await expect.poll(proxy.log).toContain('found no AWS credentials')
    const ready = await fetch(`${proxy.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({
        status: 'not ready',
        problems: { credentials: expect.stringContaining('aws sso login') },
      }),
    ])
  })
})

it('A proxy that listens learns whom TLS trusts in a turn of its own, before the first request asks for it', async () => {
  const contexts = countContexts()
  const { url } = await startFrankfurt()
  await start({ runtimeEndpoint: url }, { AWS_CA_BUNDLE: LOOPBACK_CERT_FILE })
  expect(contexts()).toBe(0)
  await setImmediate()
  expect(contexts()).toBe(1)
})

describe('The hosts that a request may name', () => {
  it.each([
    ['Agents.Internal', 'agents.internal:8223'],
    ['fd00::8223', '[fd00::8223]:8223'],
  ])('--allow-hosts %s lets Host: %s in', async (name, host) => {
    const { proxy } = await startPair({ allowHosts: [name] })
    const answer = parseRaw(await exchangeRaw(proxy.url, rawRequest('GET /healthz', [`host: ${host}`])))
    expect(answer.status).toBe(200)
  })
})

describe('Discovery', () => {
  it('that is live takes the catalog from the control plane before it serves', async () => {
    const { proxy, simulator } = await startPair({ discovery: 'live' })
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain('source="live"')
    const listed = simulator.requests.map(({ path }) => path.split('?')[0])
    expect(listed).toContain('/inference-profiles')
    expect(listed).toContain('/foundation-models')
    expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
  })

  it('that is live refuses to start where AWS does not list', async () => {
    const { url } = await startUpstream((socket) => socket.end('HTTP/1.1 403 Denied\r\ncontent-length: 0\r\n\r\n'))
    await expect(startProxyTo(url, { discovery: 'live' })).rejects.toMatchObject({
      name: 'ProxyStartError',
      message: expect.stringContaining('bedrock:ListInferenceProfiles'),
    })
  })

  it('that is live says what to do where there are no credentials to ask with', async () => {
    stubCredentials('', '')
    const { url } = await startFrankfurt()
    await expect(start({ discovery: 'live', controlPlaneEndpoint: url })).rejects.toMatchObject({
      name: 'ProxyStartError',
      message: expect.stringMatching(/^AWS did not list .*aws sso login/),
    })
  })

  it('that is auto serves from the snapshot meanwhile, and says where AWS does not list', async () => {
    const { url } = await startUpstream((socket) => socket.end('HTTP/1.1 403 Denied\r\ncontent-length: 0\r\n\r\n'))
    const proxy = await startProxyTo(url, { discovery: 'auto' })
    await expect.poll(proxy.log).toContain('an older catalog serves on')
    const response = await post(proxy.url, modelPath('invoke'))
    expect(response.headers.get('x-bedrock-proxy-model')).toBe(PROFILE)
  })

  it('that is off asks nobody', async () => {
    const { proxy, simulator } = await startPair({ discovery: 'off' })
    await fetch(`${proxy.url}/readyz`)
    expect(simulator.requests).toEqual([])
  })
})

it('Settings that change take effect with the next request, and for the log at once', async () => {
  const { proxy } = await startPair({ logLevel: 'info' })
  const GLOBAL = 'global.anthropic.claude-sonnet-4-6'
  expect((await post(proxy.url, modelPath('invoke', GLOBAL))).headers.get('x-bedrock-proxy-model')).toBe(GLOBAL)
  await expect.poll(() => proxy.records().length).toBe(1)
  proxy.apply({ ...SETTINGS, routing: 'geo-only', logLevel: 'warn' })
  expect((await post(proxy.url, modelPath('invoke', GLOBAL))).headers.get('x-bedrock-proxy-model')).toBe(PROFILE)
  await expect.poll(() => countedRequests(proxy.url)).toBe(2)
  proxy.apply({ ...SETTINGS, logLevel: 'info' })
  expect((await post(proxy.url, modelPath('invoke', GLOBAL))).headers.get('x-bedrock-proxy-model')).toBe(GLOBAL)
  await expect.poll(() => proxy.records().length).toBe(2)
})

/** A request is counted, and its log line decided on, a moment after its client has the answer. */
async function countedRequests(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const counts = [...metrics.matchAll(/^bedrock_proxy_requests_total\{.*\} (\d+)$/gm)]
  return counts.reduce((sum, [, count]) => sum + Number(count), 0)
}

describe('Settings that change while the proxy runs', () => {
  it('are in force from the next request on', async () => {
    const { proxy, simulator } = await startPair()
    const change = (settings: Partial<Settings>) => proxy.apply({ ...SETTINGS, ...settings })
    const sent = async (path = modelPath('converse')) => {
      const response = await post(proxy.url, path)
      return response.headers.get('x-bedrock-proxy-model') ?? response.status
    }
    expect(await sent()).toBe(PROFILE)
    change({ routing: 'global-first' })
    expect(await sent()).toBe(`global.${BARE}`)
    change({ allowDestinations: ['us-*'] })
    expect(await sent()).toBe(403)
    change({ models: new Map([['fast', 'anthropic.claude-haiku-4-5']]) })
    expect(await sent(modelPath('converse', 'fast'))).toBe('eu.anthropic.claude-haiku-4-5-20251001-v1:0')
    change({ failover: 'throttling' })
    simulator.misbehave({ kind: 'status', status: 429 })
    expect(await sent()).toBe(`global.${BARE}`)
    await expect.poll(() => proxy.records().length).toBe(5)
    change({ logLevel: 'silent' })
    await sent()
    await expect.poll(() => countedRequests(proxy.url)).toBe(6)
    change({ logLevel: 'info' })
    await sent()
    await expect.poll(() => countedRequests(proxy.url)).toBe(7)
    await expect.poll(() => proxy.records().length).toBe(6)
  })

  it('have the tags of application profiles looked up when they are first wanted', async () => {
    const own = applicationProfile({ tags: { team: 'search' } })
    const catalog = { ...FRANKFURT, applicationProfiles: [own] }
    const { proxy } = await startPair({ discovery: 'auto' }, { catalog })
    proxy.apply({ ...SETTINGS, applicationProfileTags: new Map([['team', 'search']]) })
    const sent = async () => (await post(proxy.url, modelPath('converse'))).headers.get('x-bedrock-proxy-model')
    await expect.poll(sent).toBe(encodeURI(own.arn))
  })
})

describe('The pages', () => {
  it('tell that the proxy is up and ready, and what whoever sets a client up must know', async () => {
    const { proxy } = await startPair()
    expect(await (await fetch(`${proxy.url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${proxy.url}/readyz`)).json()).toEqual({
      status: 'ready',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      region: 'eu-central-1',
      tokenRequired: false,
      problems: {},
      catalog: { 'eu-central-1': { source: 'snapshot', asOf: expect.any(String) } },
    })
  })

  it('say that a client token is wanted, to whoever has none', async () => {
    const { proxy } = await startPair({ clientToken: [{ name: 'laptop', token: 's3cret' }] })
    const ready = await (await fetch(`${proxy.url}/readyz`)).text()
    expect(JSON.parse(ready)).toMatchObject({ tokenRequired: true })
    expect(ready).not.toContain('s3cret')
  })

  it('count requests by operation, model and status, and name no model that nobody lists', async () => {
    const { proxy } = await startPair()
    await post(proxy.url, modelPath('invoke'))
    await post(proxy.url, modelPath('invoke', 'made.up-1'))
    await post(proxy.url, modelPath('invoke', 'made.up-2'))
    await fetch(`${proxy.url}/async-invoke`)
    const metrics = await (await fetch(`${proxy.url}/metrics`)).text()
    expect(metrics).toContain(`requests_total{operation="InvokeModel",model="${PROFILE}",status="200"} 1`)
    expect(metrics).toContain('requests_total{operation="InvokeModel",model="other",status="400"} 2')
    expect(metrics).toContain('requests_total{operation="ListAsyncInvokes",model="none",status="200"} 1')
    expect(metrics).toContain('bedrock_proxy_open_streams 0')
    expect(metrics).toMatch(/catalog_age_seconds\{region="eu-central-1",source="snapshot"\} \d+/)
    expect(metrics).not.toContain('made.up')
  })

  it('count the streams that are open', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'silence', frames: 1 })
    await post(proxy.url, modelPath('converse-stream'))
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain('bedrock_proxy_open_streams 1')
    await simulator.close()
    const openStreams = async () => (await fetch(`${proxy.url}/metrics`)).text()
    await expect.poll(openStreams).toContain('bedrock_proxy_open_streams 0')
  })
})

async function start(settings: Partial<Settings>, env: Record<string, string> = {}) {
  const { logTo, written } = recorder()
  const proxy = await startProxy({ settings: { ...SETTINGS, ...settings }, env, logTo, useColor: false })
  onTestFinished(() => proxy.destroy())
  return { ...proxy, log: written }
}

/** The provider chain reads the environment of the process; nothing of this machine may be found. */
function stubCredentials(accessKeyId: string, secretAccessKey: string): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials')
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_WEB_IDENTITY_TOKEN_FILE']) {
    vi.stubEnv(name, undefined)
  }
}
