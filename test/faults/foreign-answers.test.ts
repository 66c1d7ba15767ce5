import { describe, expect, it } from 'vitest'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const PAGE = '<!doctype html><title>Log in to the network</title>'

/** Each lane, each dialect. */
const PATHS = [
  modelPath('converse'),
  modelPath('converse-stream'),
  '/openai/v1/chat/completions',
  '/v1/messages',
  '/guardrail/abc/version/1/apply',
]

describe.each(PATHS)('On %s, a page', (path) => {
  const ask = (url: string) => post(url, path, JSON.stringify({ model: BARE, max_tokens: 1, messages: [] }))

  it.each(['application/json', 'text/plain', undefined])('that calls itself %s is refused as well', async (type) => {
    const { proxy, simulator } = await startPair()
    const headers = { 'content-length': String(PAGE.length), ...(type && { 'content-type': type }) }
    simulator.misbehave({ kind: 'status', status: 200, headers, body: PAGE })
    const response = await ask(proxy.url)
    expect([response.status, response.headers.get('content-type')]).toEqual([424, 'application/json'])
    expect(await response.text()).toContain("An HTML page with status 200 came in the place of Bedrock's answer.")
  })
})

it.each(['text/event-stream', 'application/vnd.amazon.eventstream', 'application/json'])(
  'Of a page that comes late as a stream of %s not a byte reaches the client, and it is broken off',
  async (type) => {
    let sendPage = () => {}
    const upstream = await startHttpServer((_, response) => {
      response.writeHead(200, { 'content-type': type }).flushHeaders()
      sendPage = () => void response.end(PAGE)
    })
    const proxy = await startProxyTo(upstream)
    const answer = await post(proxy.url, modelPath('converse-stream'))
    sendPage()
    expect(await answer.text().catch(() => '')).not.toContain('<')
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke', brokenBy: 'html-page' }])
  },
)

describe.each(PATHS)('On %s', (path) => {
  const ask = (url: string) => post(url, path, JSON.stringify({ model: BARE, max_tokens: 1, messages: [] }))

  it.each([301, 302, 303, 307, 308])('a redirect with %i never reaches the client', async (status) => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'status', status, headers: { location: 'http://elsewhere.example/' } })
    const response = await ask(proxy.url)
    expect(response.status).toBe(424)
    expect(response.headers.get('location')).toBeNull()
    expect(await response.text()).toContain(`A redirect with status ${status} came in the place of Bedrock's answer.`)
    expect(simulator.requests).toHaveLength(1)
  })

  it.each([
    [200, 424],
    [403, 424],
    [429, 429],
    [502, 502],
    [503, 503],
  ])('an HTML page with %i is a %i in our words', async (status, given) => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'status', status, headers: { ...HTML, 'retry-after': '9' }, body: PAGE })
    const response = await ask(proxy.url)
    expect([response.status, response.headers.get('content-type')]).toEqual([given, 'application/json'])
    expect(response.headers.get('retry-after')).toBe(given === status ? '9' : null)
    const text = await response.text()
    expect(text).toContain(`An HTML page with status ${status} came in the place of Bedrock's answer.`)
    expect(text).not.toContain('<')
  })
})

it('The catalog stands in for a listing in whose place a login page came', async () => {
  const { proxy, simulator } = await startPair()
  for (const trouble of [
    { kind: 'status', status: 302, headers: { location: 'http://login.example/' }, body: '' },
    { kind: 'status', status: 200, headers: HTML, body: PAGE },
  ] as const) {
    simulator.troubleControlPlane(trouble)
    const response = await fetch(`${proxy.url}/inference-profiles`)
    expect([response.status, response.headers.get('x-bedrock-proxy-source')]).toEqual([200, 'snapshot'])
  }
})
