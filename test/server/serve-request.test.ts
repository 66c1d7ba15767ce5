import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import type { Pair } from '../fixtures/start-pair.ts'

const HOST = 'host: 127.0.0.1'
const JSON_TYPE = 'content-type: application/json'
const INVOKE = `POST ${modelPath('invoke')}`
const BODY = '{"messages":[]}'

/** Requests that go no further than the proxy. */
const REFUSED: readonly [what: string, raw: string, status: number, exception: string][] = [
  ['no Host', rawRequest(INVOKE, [JSON_TYPE], BODY), 400, 'ValidationException'],
  ['two Hosts', rawRequest(INVOKE, [HOST, HOST, JSON_TYPE], BODY), 400, 'ValidationException'],
  ['a foreign Host', rawRequest(INVOKE, ['host: evil.example', JSON_TYPE], BODY), 403, 'AccessDeniedException'],
  ['a foreign Origin', rawRequest(INVOKE, [HOST, 'origin: https://evil.example'], BODY), 403, 'AccessDeniedException'],
  ['Sec-Fetch-Site', rawRequest(INVOKE, [HOST, 'sec-fetch-site: cross-site'], BODY), 403, 'AccessDeniedException'],
  ['text/plain', rawRequest(INVOKE, [HOST, 'content-type: text/plain'], BODY), 415, 'UnsupportedMediaTypeException'],
  [
    'an absolute-form target of another host',
    rawRequest(`POST http://evil.example${modelPath('invoke')}`, [HOST], BODY),
    400,
    'ValidationException',
  ],
  ['an unknown path', rawRequest('POST /model', [HOST], BODY), 404, 'UnknownOperationException'],
  ['another method', rawRequest(`PUT ${modelPath('invoke')}`, [HOST], BODY), 404, 'UnknownOperationException'],
  ['a preflight', rawRequest(`OPTIONS ${modelPath('invoke')}`, [HOST]), 404, 'UnknownOperationException'],
  ['the S3 API', rawRequest('GET /?list-type=2', [HOST]), 404, 'UnknownOperationException'],
  ['a broken escape', rawRequest('POST /model/a%zz/invoke', [HOST], BODY), 400, 'ValidationException'],
  ['broken UTF-8', rawRequest('POST /model/a%ff/invoke', [HOST], BODY), 400, 'ValidationException'],
  ['a broken query', rawRequest(`${INVOKE}?a=%`, [HOST], BODY), 400, 'ValidationException'],
  ['a long ID', rawRequest(`POST /model/${'a'.repeat(3000)}/invoke`, [HOST], BODY), 400, 'ValidationException'],
  ['traversal', rawRequest('POST /model/a%2F..%2Fb/invoke', [HOST], BODY), 400, 'ValidationException'],
  ['an empty ID', rawRequest('POST /model//invoke', [HOST], BODY), 404, 'UnknownOperationException'],
  ['a control character', rawRequest('POST /model/a%0d%0ab/invoke', [HOST], BODY), 400, 'ValidationException'],
  ['two escapes', rawRequest('POST /model/a%252e/invoke', [HOST], BODY), 400, 'ValidationException'],
]

describe('A request', () => {
  it.each(REFUSED)('with %s is refused in the words of AWS', async (_, raw, status, exception) => {
    const pair = await startPair()
    const response = parseRaw(await exchangeRaw(pair.proxy.url, raw))
    expect(response.status).toBe(status)
    expect(response.head).toContain(`x-amzn-errortype: ${exception.toLowerCase()}\r\n`)
    expect(response.head).not.toContain('access-control')
    expect(JSON.parse(response.body)).toEqual({ message: expect.stringMatching(/\. .+\.$/) })
    expect(pair.simulator.requests).toEqual([])
    await expectItServesOn(pair)
  })

  it('of a web page on the OpenAI and Anthropic routes is refused in their shapes', async () => {
    const { proxy } = await startPair()
    const origin = { origin: 'https://evil.example' }
    const openai = await post(proxy.url, '/openai/v1/responses', '{}', origin)
    expect(await openai.json()).toEqual({
      error: { message: expect.any(String), type: 'permission_error', param: null, code: 'AccessDeniedException' },
    })
    const anthropic = await post(proxy.url, '/anthropic/v1/messages', '{}', origin)
    expect(await anthropic.json()).toEqual({
      type: 'error',
      error: { type: 'permission_error', message: expect.any(String) },
    })
  })

  it('with doubled slashes is served', async () => {
    const { proxy, simulator } = await startPair()
    expect((await post(proxy.url, `//model//${BARE}/invoke`)).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ path: modelPath('invoke', PROFILE), signature: 'verified' }])
  })

  it('leaves one record, also where it is refused', async () => {
    const { proxy } = await startPair()
    await post(proxy.url, modelPath('invoke'), '{}', { origin: 'null' })
    await expect
      .poll(() => proxy.records())
      .toMatchObject([{ operation: '-', status: 403, error: 'foreign-origin', attempts: 0 }])
  })

  it('that is refused leaves its connection fit for the next one, its body read to the end', async () => {
    const { proxy } = await startPair()
    const big = 'x'.repeat(300_000)
    const first = `POST /nowhere HTTP/1.1\r\n${HOST}\r\ncontent-length: ${big.length}\r\n\r\n${big}`
    const answers = await exchangeRaw(proxy.url, first + rawRequest('GET /healthz', [HOST]))
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200'])
  })

  it('over HTTP/2 that is refused before its large body was read is answered', async () => {
    const { proxy } = await startPair()
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': '/nowhere' })
    stream.on('error', () => undefined)
    stream.write(Buffer.alloc(3 * 1024 * 1024))
    const [headers] = await once(stream, 'response')
    expect(headers).toMatchObject({ ':status': 404, 'x-amzn-errortype': 'UnknownOperationException' })
    stream.resume()
    await once(stream, 'close')
  })
})

describe('A page of our own', () => {
  it.each(['/healthz', '/readyz', '/metrics'])('%s is answered to HEAD as to GET, but for its body', async (path) => {
    const { proxy } = await startPair()
    const get = await fetch(proxy.url + path)
    const head = await fetch(proxy.url + path, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([get.status, get.headers.get('content-type')])
    expect(await head.text()).toBe('')
    expect((await get.text()).length).toBeGreaterThan(0)
  })

  it('is answered to HEAD over HTTP/2 as well', async () => {
    const { proxy } = await startPair()
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'HEAD', ':path': '/healthz' })
    const [headers] = await once(stream, 'response')
    expect(headers).toMatchObject({ ':status': 200, 'content-length': '15' })
    stream.resume()
    await once(stream, 'close')
  })
})

describe('The client token', () => {
  it('opens the proxy and goes no further', async () => {
    const { proxy, simulator } = await startPair({ clientToken: [{ name: 'laptop', token: 'client-token-1' }] })
    const refused = await post(proxy.url, modelPath('invoke'))
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([403, 'UnrecognizedClientException'])
    expect(simulator.requests).toEqual([])
    const served = await post(proxy.url, modelPath('invoke'), '{}', { authorization: 'Bearer client-token-1' })
    expect(served.status).toBe(200)
    expect(simulator.requests[0]?.headers.join()).not.toContain('client-token-1')
  })

  it('is not asked of probes, but of the metrics', async () => {
    const { proxy } = await startPair({ clientToken: [{ name: 'laptop', token: 'client-token-1' }] })
    const statuses = ['/healthz', '/readyz', '/metrics', '/healthz/'].map(async (path) => {
      return (await fetch(proxy.url + path)).status
    })
    expect(await Promise.all(statuses)).toEqual([200, 200, 403, 403])
  })
})

async function expectItServesOn({ proxy, simulator }: Pair): Promise<void> {
  expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
  expect(simulator.requests).toHaveLength(1)
}
