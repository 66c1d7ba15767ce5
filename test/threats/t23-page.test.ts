import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CONVERSATION, converse } from '../fixtures/conversations.ts'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

const ANY = 'accept: */*'
const PARTS = ['/', '/-/page.js', '/-/page.css', '/-/icon.svg']
const DATA = ['/-/state', '/-/requests', '/-/models', `/-/resolve?model=${BARE}`, '/-/events']
const BEDROCK = [
  `POST ${modelPath('converse')}`,
  `POST ${modelPath('invoke-with-response-stream')}`,
  'POST /v1/messages',
  'POST /v1/chat/completions',
  'POST /openai/v1/responses',
  'GET /inference-profiles',
  'GET /v1/models',
  'GET /metrics',
]
const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

describe("T23: the proxy's own page is no way to spend", () => {
  it.each(BEDROCK)('script of its own origin gets nothing by %s', async (target) => {
    const { proxy, simulator } = await startPair()
    const { host, origin } = new URL(proxy.url)
    for (const sign of [`origin: ${origin}`, 'sec-fetch-site: same-origin']) {
      const lines = [`host: ${host}`, sign, 'content-type: application/json']
      const body = target.startsWith('POST') ? CONVERSATION : ''
      const { status, head } = parseRaw(await exchangeRaw(proxy.url, rawRequest(target, lines, body)))
      expect([sign, status, head.includes('access-control')]).toEqual([sign, 403, false])
    }
    expect(simulator.requests).toEqual([])
  })

  it('not over HTTP/2 either', async () => {
    const { proxy, simulator } = await startPair()
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    for (const sign of [{ origin: proxy.url }, { 'sec-fetch-site': 'same-origin' }]) {
      const stream = session.request({ ':method': 'POST', ':path': modelPath('converse'), ...sign })
      stream.end(CONVERSATION)
      const [headers] = await once(stream, 'response')
      expect(headers[':status']).toBe(403)
    }
    expect(simulator.requests).toEqual([])
  })

  it('and a person who opens an address is let in', async () => {
    const { proxy } = await startPair()
    expect((await fetch(`${proxy.url}/metrics`, { headers: { 'sec-fetch-site': 'none' } })).status).toBe(200)
  })
})

describe('T23: no other page reads it', () => {
  it.each([...PARTS, ...DATA])('%s', async (path) => {
    const { proxy } = await startPair()
    const { host } = new URL(proxy.url)
    for (const sign of [
      'origin: https://evil.example',
      'origin: null',
      'origin: http://127.0.0.1:1',
      'sec-fetch-site: cross-site',
      'sec-fetch-site: same-site',
    ]) {
      const { status, head } = parseRaw(
        await exchangeRaw(proxy.url, rawRequest(`GET ${path}`, [`host: ${host}`, ANY, sign])),
      )
      expect([sign, status, head.includes('access-control')]).toEqual([sign, 403, false])
    }
  })

  it('but a person who follows a link opens it, in a tab of its own and never in a frame', async () => {
    const { proxy } = await startPair()
    const { host } = new URL(proxy.url)
    const ask = async (path: string, destination: string) => {
      const link = ['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate', `sec-fetch-dest: ${destination}`]
      return parseRaw(await exchangeRaw(proxy.url, rawRequest(`GET ${path}`, [`host: ${host}`, ANY, ...link]))).status
    }
    expect([await ask('/', 'document'), await ask('/', 'iframe'), await ask('/', 'object')]).toEqual([200, 403, 403])
    for (const path of [...PARTS.slice(1), ...DATA, '/metrics']) expect(await ask(path, 'document')).toBe(403)
  })

  it.each([...PARTS, ...DATA])('nor by a name that was rebound to this machine: %s', async (path) => {
    const { proxy } = await startPair()
    const raw = rawRequest(`GET ${path}`, ['host: rebound.evil.example', ANY, 'sec-fetch-site: same-origin'])
    expect(parseRaw(await exchangeRaw(proxy.url, raw))).toMatchObject({ status: 403 })
  })

  it.each([...PARTS, ...DATA.slice(0, -1)])('and the page itself does: %s', async (path) => {
    const { proxy } = await startPair()
    const { host, origin } = new URL(proxy.url)
    for (const sign of ['sec-fetch-site: same-origin', `origin: ${origin}`]) {
      const raw = rawRequest(`GET ${path}`, [`host: ${host}`, ANY, sign])
      expect(parseRaw(await exchangeRaw(proxy.url, raw)).status).toBe(200)
    }
  })
})

describe('T23: it tells no secret', () => {
  it('of the client, of the proxy, or of what was said', async () => {
    const canaries = ['client-secret', 'canary-header', 'canary-body', 'canary-query', 'wJalrXUtnFEMI', 'Hello from']
    const { proxy } = await startPair({ clientToken: [{ name: 'laptop', token: 'client-secret' }] })
    const headers = { authorization: 'Bearer client-secret', 'x-claude-code-session-id': 'canary-header' }
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'canary-body' }] }] })
    await post(proxy.url, `${modelPath('converse')}?x=canary-query`, body, headers)
    await post(proxy.url, '/nowhere?x=canary-query', body, headers)
    const told = await everything(proxy.url, 'client-secret')
    expect(told).toContain('"client":"laptop"')
    expect(canaries.filter((canary) => told.includes(canary))).toEqual([])
  })

  it('nor an account, nor an ARN, whoever sent or configured one', async () => {
    const { proxy } = await startPair({ models: new Map([['mine', ARN]]), allowAccounts: ['123456789012'] })
    await converse(proxy.url, ARN)
    await converse(proxy.url, 'mine')
    await converse(proxy.url, ARN.replace('123456789012', '210987654321'))
    const told = `${await everything(proxy.url)}${await (await fetch(`${proxy.url}/-/resolve?model=mine`)).text()}`
    expect(told).toContain('…9012')
    expect(told).not.toMatch(/arn:|arn%3a|123456789012|210987654321/i)
  })
})

describe('T23: it runs nothing but its own script', () => {
  it.each([...PARTS, ...DATA])('%s says so to every browser', async (path) => {
    const { proxy } = await startPair()
    const { headers, body } = await fetch(`${proxy.url}${path}`)
    await body?.cancel()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|data:/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('and what somebody sends is data, however it looks', async () => {
    const { proxy } = await startPair()
    const hostile = '</script><img src=x onerror=alert(1)>'
    await converse(proxy.url, hostile)
    const answer = await fetch(`${proxy.url}/-/resolve?model=${encodeURIComponent(hostile)}`)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await (await fetch(proxy.url)).text()).not.toContain('onerror')
  })
})

async function everything(url: string, token?: string): Promise<string> {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const answers = DATA.slice(0, -1).map(async (path) => (await fetch(`${url}${path}`, { headers })).text())
  return (await Promise.all(answers)).join('\n')
}
