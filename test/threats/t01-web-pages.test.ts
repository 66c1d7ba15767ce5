import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** What tells of a page: a browser sends some of it whatever the page wants. */
const SIGNS: readonly (readonly [name: string, value: string])[] = [
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['origin', 'http://127.0.0.1:3000'],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', 'same-site'],
  // Such as script in the proxy's own page would send.
  ['sec-fetch-site', 'same-origin'],
  ['origin', 'http://localhost'],
  ['content-type', 'text/plain'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'multipart/form-data; boundary=x'],
]
const TARGETS = [`POST ${modelPath('converse')}`, 'POST /openai/v1/responses', 'POST /async-invoke']

describe('T1: no web page can spend the money of a user', () => {
  describe.each(SIGNS)('with %s: %s', (name, value) => {
    it.each(TARGETS)('by %s over HTTP/1.1', async (target) => {
      const { proxy, simulator } = await startPair()
      const answer = parseRaw(
        await exchangeRaw(proxy.url, rawRequest(target, ['host: localhost', `${name}: ${value}`], '{}')),
      )
      expect([403, 415]).toContain(answer.status)
      expect(answer.head).not.toContain('access-control')
      expect(simulator.requests).toEqual([])
    })

    it('over HTTP/2', async () => {
      const { proxy, simulator } = await startPair()
      const session = connect(proxy.url)
      onTestFinished(() => session.destroy())
      const stream = session.request({ ':method': 'POST', ':path': modelPath('converse'), [name]: value })
      stream.end('{}')
      const [headers] = await once(stream, 'response')
      expect([403, 415]).toContain(headers[':status'])
      expect(simulator.requests).toEqual([])
    })
  })

  it.each(['/healthz', '/metrics', '/inference-profiles'])('nor read %s', async (path) => {
    const { proxy } = await startPair()
    const raw = rawRequest(`GET ${path}`, ['host: localhost', 'origin: https://evil.example'])
    const answer = parseRaw(await exchangeRaw(proxy.url, raw))
    expect([answer.status, answer.head.includes('access-control')]).toEqual([403, false])
  })

  it('nor ask for permission by a preflight', async () => {
    const { proxy, simulator } = await startPair()
    const headers = ['host: localhost', 'origin: https://evil.example', 'access-control-request-method: POST']
    const answer = parseRaw(await exchangeRaw(proxy.url, rawRequest(`OPTIONS ${modelPath('converse')}`, headers)))
    expect([answer.status, answer.head.includes('access-control')]).toEqual([403, false])
    expect(simulator.requests).toEqual([])
  })
})
