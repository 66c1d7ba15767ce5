import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { startLenientFrankfurt, startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

/** The routes of AWS say in the path what those of vendors say in the body. */
function bodyFor(path: string): string {
  return JSON.stringify({ messages: [], ...(!path.startsWith('/model/') && { model: BARE, stream: true }) })
}
const CLIENTS = ['laptop', 'ci'].map((name) => ({ name, token: `token-of-${name}` }))
const LAPTOP = { 'x-api-key': 'token-of-laptop' }
const CI = { authorization: 'Bearer token-of-ci' }

/** The doors, and how each says that a client is to slow down. */
const DOORS: readonly (readonly [path: string, refusal: object])[] = [
  [modelPath('converse'), { message: expect.any(String) }],
  [modelPath('invoke-with-response-stream'), { message: expect.any(String) }],
  ['/openai/v1/responses', { error: { type: 'rate_limit_error', code: 'ThrottlingException' } }],
  ['/anthropic/v1/messages', { type: 'error', error: { type: 'rate_limit_error' } }],
]

describe('T10: an agent that runs away is stopped', () => {
  it('at so many requests at a time, until one of them ends', async () => {
    const { proxy, simulator } = await startPair({ maxConcurrentRequests: 1 })
    simulator.misbehave({ kind: 'never-answers' })
    const leave = new AbortController()
    const first = fetch(proxy.url + modelPath('converse'), { method: 'POST', body: BUFFER, signal: leave.signal })
    first.catch(() => undefined)
    await expect.poll(() => simulator.requests.length).toBe(1)
    const refused = await post(proxy.url, modelPath('converse'))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
    expect(refused.headers.get('x-amzn-errortype')).toBe('ServiceUnavailableException')
    expect(await refused.json()).toEqual({ message: expect.stringContaining('--max-concurrent-requests') })
    expect((await fetch(`${proxy.url}/healthz`)).status).toBe(200)
    leave.abort()
    await expect.poll(async () => (await post(proxy.url, modelPath('converse'))).status).toBe(200)
  })

  it.each(DOORS)('at so many requests in a minute by %s, each client by itself', async (path, refusal) => {
    holdTheClock()
    const { proxy, simulator } = await startPair({ clientToken: CLIENTS, requestsPerMinute: 2 })
    const statuses = [LAPTOP, LAPTOP, CI].map(
      async (client) => (await post(proxy.url, path, bodyFor(path), client)).status,
    )
    expect(await Promise.all(statuses)).toEqual([200, 200, 200])
    const refused = await post(proxy.url, path, bodyFor(path), LAPTOP)
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([429, 'ThrottlingException'])
    expect(refused.headers.get('retry-after')).toBe('30')
    expect(await refused.json()).toMatchObject(refusal)
    expect(simulator.requests).toHaveLength(3)
    await expect.poll(() => proxy.records().at(-1)).toMatchObject({ client: 'laptop', error: 'client-quota' })
  })

  it.each(DOORS)('at so many tokens in a day by %s, as its own answers tell them', async (path) => {
    holdTheClock()
    const { proxy, simulator } = await startPair({ clientToken: CLIENTS, tokensPerDay: 6 })
    await (await post(proxy.url, path, bodyFor(path), LAPTOP)).text()
    await expect.poll(() => proxy.records()).toMatchObject([{ client: 'laptop', outputTokens: 5 }])
    const refused = await post(proxy.url, path, bodyFor(path), LAPTOP)
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([429, 'ThrottlingException'])
    expect(refused.headers.get('retry-after')).toBe(String(12 * 3600))
    expect((await post(proxy.url, path, bodyFor(path), CI)).status).toBe(200)
    expect(simulator.requests).toHaveLength(2)
  })

  it('at so many tokens in a day, also where its proxy is killed and started again', async () => {
    const { url: upstreamUrl } = await startLenientFrankfurt()
    const home = temporaryFolder()
    const start = async (port: string) => {
      const args = ['--tokens-per-day', '6', '--client-token', 'laptop=token-of-laptop,ci=token-of-ci', '--port', port]
      return startBinary({ upstreamUrl, env: { HOME: home }, args })
    }
    const before = await start('0')
    await (await post(before.url, modelPath('converse'), '{}', LAPTOP)).text()
    await expect.poll(() => readdirIn(home)).toMatch(/^tokens-.*\.json$/)
    const kept = readFileSync(join(home, '.cache/bedrock-profile-proxy', readdirIn(home)), 'utf8')
    expect(kept).toMatch(/^\{"format":1,"day":"\d{4}-\d\d-\d\d","clients":\{"laptop":\d+\}\}\n$/)
    before.signal('SIGKILL')
    await before.ended
    const after = await start(new URL(before.url).port)
    const refused = await post(after.url, modelPath('converse'), '{}', LAPTOP)
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringMatching(/at \d{4}-\d\d-\d\dT00:00:00Z/)])
    expect((await post(after.url, modelPath('converse'), '{}', CI)).status).toBe(200)
  })

  it('at so many tokens in a day, those of an answer that it left included', async () => {
    const { proxy, simulator } = await startPair({ clientToken: CLIENTS, tokensPerDay: 1 })
    simulator.misbehave({ kind: 'silence', frames: 2 })
    const leave = new AbortController()
    const headers = { ...LAPTOP, 'content-type': 'application/json' }
    const path = modelPath('invoke-with-response-stream')
    const asked = await fetch(proxy.url + path, { method: 'POST', body: '{}', headers, signal: leave.signal })
    await asked.body?.getReader().read()
    leave.abort()
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', usage: 'so-far' }])
    expect((await post(proxy.url, path, '{}', LAPTOP)).status).toBe(429)
  })

  it('in words that an AWS SDK knows', async () => {
    const { proxy } = await startPair({ clientToken: CLIENTS, requestsPerMinute: 1 })
    const credentials = derivedKeyPair('token-of-laptop')
    const client = new BedrockRuntimeClient({
      region: 'eu-central-1',
      endpoint: proxy.url,
      credentials,
      maxAttempts: 1,
    })
    onTestFinished(() => client.destroy())
    const ask = new ConverseCommand({ modelId: BARE, messages: [] })
    await client.send(ask)
    await expect(client.send(ask)).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    })
  })

  it('where its requests would go round in circles', async () => {
    const circle = await startRelay()
    const first = await startProxyTo(circle.url)
    const second = await startProxyTo(first.url)
    circle.leadTo(second.url)
    const answer = await post(first.url, modelPath('converse'))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ message: expect.stringContaining('has passed through this proxy before') })
    const errors = () => [first, second].map((proxy) => proxy.records().map(({ error }) => error))
    await expect.poll(errors).toEqual([['request-loop', undefined], [undefined]])
  })
})

/** The files that a proxy with this home keeps. */
/** It is noon, and stays so: no quota grows, and no day ends, while a busy machine gets to the next request. */
function holdTheClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 22, 12) })
  onTestFinished(() => void vi.useRealTimers())
}

function readdirIn(home: string): string {
  const folder = join(home, '.cache/bedrock-profile-proxy')
  return existsSync(folder) ? readdirSync(folder).join() : ''
}

const BUFFER = Buffer.from('{}')

/** A port that leads to another one, which is told later. */
async function startRelay(): Promise<{ url: string; leadTo: (url: string) => void }> {
  let port = 0
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1')
    socket
      .on('error', () => undefined)
      .pipe(onward.on('error', () => undefined))
      .pipe(socket)
    onTestFinished(() => void socket.destroy())
    onTestFinished(() => void onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (url) => {
      port = Number(new URL(url).port)
    },
  }
}
