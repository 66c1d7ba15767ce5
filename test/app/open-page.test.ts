import { once } from 'node:events'
import { connect } from 'node:http2'
import { join } from 'node:path'
import { Client } from 'undici'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startProxy } from '../../src/app.ts'
import type { PageModels, PageRequests, PageState } from '../../src/page/page-data.ts'
import { runCommand } from '../cli/run-command.ts'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { type LoggedProxy, recorder, settingsWith, startPair, startProxyTo } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const TOKEN = [{ name: 'laptop', token: 'secret-token' }]
const CONVERSATION = '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}'
const DATA = ['/-/state', '/-/requests', '/-/models', `/-/resolve?model=${BARE}`]

describe('The page of a proxy', () => {
  it('is at its own address, with its script and its style', async () => {
    const { proxy } = await startPair()
    const page = await fetch(proxy.url)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const [, path] of (await page.text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const part = await fetch(`${proxy.url}${path}`)
      expect([path, part.status, part.headers.get('x-content-type-options')]).toEqual([path, 200, 'nosniff'])
      expect((await part.text()).length).toBeGreaterThan(100)
    }
  })

  it('tells of its state', async () => {
    const { proxy } = await startPair()
    const state = await json<PageState>(proxy, '/-/state')
    expect(state).toMatchObject({
      region: 'eu-central-1',
      tokenRequired: false,
      identity: { kind: 'simulated' },
      policy: { routing: 'geo-first' },
      catalogs: [{ region: 'eu-central-1', source: 'snapshot' }],
      underWay: 0,
      seen: 0,
    })
  })

  it('lists each request with its decision, as `resolve --json` prints it, and never what was said', async () => {
    const { proxy } = await startPair()
    await post(proxy.url, modelPath('converse'), CONVERSATION, { 'x-canary': 'canary-value' })
    const { requests } = await json<PageRequests>(proxy, '/-/requests')
    expect(requests).toMatchObject([
      {
        id: 1,
        operation: 'Converse',
        requestedModel: BARE,
        sentModel: PROFILE,
        reason: 'geographic-profile',
        status: 200,
        attempts: 1,
        inputTokens: expect.any(Number),
        outputTokens: expect.any(Number),
        firstByteMs: expect.any(Number),
        totalMs: expect.any(Number),
      },
    ])
    const argv = ['resolve', BARE, '--region', 'eu-central-1', '--discovery', 'off', '--json']
    expect(requests[0]?.decision).toEqual(JSON.parse((await runCommand(argv)).stdout))
    expect(JSON.stringify(requests)).not.toMatch(/Hello|canary/)
  })

  it('lists what was refused before it got anywhere', async () => {
    const { proxy } = await startPair()
    await post(proxy.url, modelPath('converse'), '{}', { origin: 'https://evil.example' })
    const { requests } = await json<PageRequests>(proxy, '/-/requests')
    expect(requests).toMatchObject([{ operation: '-', status: 403, error: 'foreign-origin', attempts: 0 }])
  })

  it('forgets the first when the 501st comes', async () => {
    const { proxy } = await startPair()
    for (let i = 1; i <= 501; i += 1) await (await fetch(`${proxy.url}/nowhere/${i}`)).arrayBuffer()
    const { requests } = await json<PageRequests>(proxy, '/-/requests')
    expect([requests.length, requests[0]?.target, requests.at(-1)?.target]).toEqual([
      500,
      'GET /nowhere/2',
      'GET /nowhere/501',
    ])
    expect(await json<PageState>(proxy, '/-/state')).toMatchObject({ seen: 501, capacity: 500 })
  })

  it('says what becomes of any identifier, in the words of `resolve --json`', async () => {
    const { proxy } = await startPair({ routing: 'geo-only' })
    for (const model of [BARE, 'global.anthropic.claude-sonnet-4-6', 'nobody.knows', '<img src=x onerror=alert(1)>']) {
      const argv = [
        'resolve',
        model,
        '--region',
        'eu-central-1',
        '--discovery',
        'off',
        '--routing',
        'geo-only',
        '--json',
      ]
      const { stdout } = await runCommand(argv)
      const told = await json(proxy, `/-/resolve?model=${encodeURIComponent(model)}`)
      if (stdout !== '') expect(told).toEqual(JSON.parse(stdout))
      else expect(told).toMatchObject({ kind: 'invalid', why: expect.any(String) })
    }
  })

  it('refuses to say so of a Region that may not be called', async () => {
    const { proxy } = await startPair()
    const arn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'
    const answer = await fetch(`${proxy.url}/-/resolve?model=${encodeURIComponent(arn)}`)
    expect([answer.status, await answer.json()]).toEqual([400, { message: expect.stringContaining('us-east-1') }])
    expect(proxy.records()).toEqual([])
  })

  it('lists the models of the Region', async () => {
    const { proxy } = await startPair()
    const { models } = await json<PageModels>(proxy, '/-/models')
    expect(models.length).toBeGreaterThan(20)
    expect(models.find(({ modelId }) => modelId === BARE)).toMatchObject({ resolved: PROFILE, geography: 'eu' })
  })

  it('is read by GET and HEAD alone, and asking for it is no request of anybody', async () => {
    const { proxy } = await startPair()
    for (const path of ['/', ...DATA, '/-/events']) {
      const head = await fetch(`${proxy.url}${path}`, { method: 'HEAD' })
      expect([path, head.status, await head.text()]).toEqual([path, 200, ''])
    }
    expect(await json(proxy, '/-/state')).toMatchObject({ seen: 0 })
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await fetch(`${proxy.url}/-/state`, { method })).status).toBe(404)
    }
  })
})

describe('The identity', () => {
  it('is told without a key, by where it is from and the last four digits of its account', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-key-of-nobody')
    const { url } = await startFrankfurt()
    const settings = settingsWith({ runtimeEndpoint: url, controlPlaneEndpoint: url })
    const proxy = await startProxy({ settings, env: {}, logTo: recorder().logTo, useColor: false })
    onTestFinished(() => proxy.destroy())
    const text = await (await fetch(`${proxy.url}/-/state`)).text()
    expect(JSON.parse(text).identity).toEqual({
      kind: 'credentials',
      from: 'keys of the environment',
      account: expect.stringMatching(/^…\d{4}$/),
    })
    expect(text).not.toMatch(/AKIA|secret-key/)
  })
})

describe('A request that is under way', () => {
  it('is shown while it is, counted, and then among those that are done', async () => {
    let answer = () => {}
    const upstream = await startHttpServer((_request, response) => {
      answer = () => response.end('{}')
    })
    const proxy = await startProxyTo(upstream)
    const events = await follow(proxy.url)
    const answered = post(proxy.url, modelPath('converse'), CONVERSATION)
    await expect.poll(events).toContain(`"operation":"Converse","requestedModel":"${BARE}"}]`)
    expect(await json<PageState>(proxy, '/-/state')).toMatchObject({ underWay: 1, seen: 0 })
    expect((await json<PageRequests>(proxy, '/-/requests')).ongoing).toHaveLength(1)
    answer()
    await (await answered).text()
    await expect.poll(events).toContain('event: ongoing\ndata: []')
    expect(await json<PageState>(proxy, '/-/state')).toMatchObject({ underWay: 0, seen: 1 })
  })
})

describe('The stream of events', () => {
  it.each(['HTTP/1.1', 'HTTP/2'])('tells of a request as it ends, over %s', async (version) => {
    const { proxy } = await startPair()
    const events = await (version === 'HTTP/2' ? followOverHttp2(proxy.url) : follow(proxy.url))
    await expect.poll(events).toContain('event: state')
    await post(proxy.url, modelPath('converse'), CONVERSATION)
    await expect.poll(events).toContain(`"requestedModel":"${BARE}"`)
  })

  it('does not hold up the drain, which ends it with a word', async () => {
    const { proxy } = await startPair()
    const events = await follow(proxy.url)
    await expect.poll(events).toContain('event: state')
    await proxy.drain()
    await expect.poll(events).toContain('event: end')
    expect(proxy.log()).toContain('nothing is under way')
  })

  it('nor does one whose reader has stopped, over either HTTP version', async () => {
    const { proxy } = await startPair()
    await (await fetch(`${proxy.url}/nowhere`)).arrayBuffer()
    const session = connect(proxy.url, { settings: { initialWindowSize: 10 } })
    onTestFinished(() => session.destroy())
    const stopped = session.request({ ':path': '/-/events' }).on('error', () => undefined)
    await once(stopped, 'response')
    const socket = await connectTo(proxy.url)
    socket.pause().write('GET /-/events HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await expect.poll(async () => (await json<PageState>(proxy, '/-/state')).underWay).toBe(0)
    await proxy.drain()
    expect(proxy.log()).not.toContain('The drain timeout has passed')
  })

  it('is given to a bounded number of pages, and the next one is told why not', async () => {
    const { proxy } = await startPair()
    for (let i = 0; i < 16; i += 1) await follow(proxy.url)
    const answer = await fetch(`${proxy.url}/-/events`)
    expect([answer.status, await answer.json()]).toEqual([503, { message: expect.stringContaining('Close one') }])
  })
})

describe('Where there is a client token', () => {
  it('the page itself loads without it', async () => {
    const { proxy } = await startPair({ clientToken: TOKEN })
    for (const path of ['/', '/-/page.js', '/-/page.css', '/-/icon.svg']) {
      expect((await fetch(`${proxy.url}${path}`)).status).toBe(200)
    }
  })

  it.each([...DATA, '/-/events'])('%s wants it in a header, and takes it from no URL', async (path) => {
    const { proxy } = await startPair({ clientToken: TOKEN })
    const token = `${path.includes('?') ? '&' : '?'}token=secret-token&authorization=Bearer%20secret-token`
    for (const refused of [path, `${path}${token}`]) {
      const answer = await fetch(`${proxy.url}${refused}`)
      expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'UnrecognizedClientException'])
    }
    const headers = { authorization: 'Bearer secret-token' }
    const answer = await fetch(`${proxy.url}${path}`, { headers })
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
  })
})

describe('There is no page', () => {
  it.each([
    ['where it is off', { page: 'off' }],
    ['for other machines, unless somebody wants it', { host: '0.0.0.0', clientToken: TOKEN }],
  ] as const)('%s', async (_, settings) => {
    const { proxy } = await startPair(settings)
    const url = proxy.url.replace('0.0.0.0', '127.0.0.1')
    for (const path of ['/', '/-/page.js', '/-/state', '/-/requests', `/-/resolve?model=${BARE}`, '/-/events']) {
      const headers = { authorization: 'Bearer secret-token' }
      expect([path, (await fetch(`${url}${path}`, { headers })).status]).toEqual([path, 404])
    }
  })

  it('for other machines is none, and with --page on there is one', async () => {
    const { proxy } = await startPair({ host: '0.0.0.0', clientToken: TOKEN, page: 'on' })
    expect((await fetch(proxy.url.replace('0.0.0.0', '127.0.0.1'))).status).toBe(200)
  })

  it.each([
    [undefined, 404],
    ['on', 200],
  ] as const)('on a unix socket, with --page %s: %s', async (page, status) => {
    const socket = join(temporaryFolder(), 's')
    await startPair({ socket, ...(page && { page }) })
    const client = new Client('http://proxy', { socketPath: socket })
    onTestFinished(() => client.destroy())
    const { statusCode, body } = await client.request({
      method: 'GET',
      path: '/',
      headers: { host: 'proxy', accept: '*/*' },
    })
    await body.dump()
    expect(statusCode).toBe(status)
  })
})

async function json<Data>(proxy: LoggedProxy, path: string): Promise<Data> {
  const answer = await fetch(`${proxy.url}${path}`)
  expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/json'])
  return (await answer.json()) as Data
}

/** What a stream has told so far. */
async function follow(url: string): Promise<() => string> {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const { body } = await fetch(`${url}/-/events`, { signal: leaving.signal })
  let text = ''
  const read = async () => {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk
  }
  read().catch(() => undefined)
  return () => text
}

async function followOverHttp2(url: string): Promise<() => string> {
  const session = connect(url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':path': '/-/events' }).setEncoding('utf8')
  let text = ''
  stream
    .on('error', () => undefined)
    .on('data', (chunk) => {
      text += chunk
    })
  await once(stream, 'response')
  return () => text
}
