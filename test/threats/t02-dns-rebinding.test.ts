import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

const TARGETS = [`POST ${modelPath('converse')}`, 'GET /metrics', 'GET /inference-profiles', 'POST /healthz']
const HOSTS: readonly (readonly string[])[] = [
  ['host: rebound.evil.example'],
  ['host: rebound.evil.example:8223'],
  ['host: 127.0.0.1.evil.example'],
  ['host: localhost', 'host: rebound.evil.example'],
  ['host: localhost', 'host: localhost'],
  ['host: localhost@rebound.evil.example'],
  ['host: localhost, rebound.evil.example'],
  ['host:'],
  [],
]

describe('T2: a name that somebody rebinds to loopback does not open the proxy', () => {
  it.each(TARGETS.flatMap((target) => HOSTS.map((host) => [target, host] as const)))(
    '%s with %j over HTTP/1.1',
    async (target, host) => {
      const { proxy, simulator } = await startPair()
      const body = target.startsWith('POST') ? '{}' : ''
      const answer = parseRaw(await exchangeRaw(proxy.url, rawRequest(target, host, body)))
      expect([400, 403]).toContain(answer.status)
      expect(simulator.requests).toEqual([])
    },
  )

  it.each(['GET /healthz', 'GET /readyz', 'HEAD /healthz', 'HEAD /readyz'])(
    'of %s, which probes ask for by the address of a Pod, it learns the status alone',
    async (target) => {
      const { proxy } = await startPair({ clientToken: [{ name: 'default', token: 'secret' }] })
      for (const host of ['rebound.evil.example', '10.0.0.7:8223', '[fd00::7]:8223']) {
        const { status, head, body } = parseRaw(await exchangeRaw(proxy.url, rawRequest(target, [`host: ${host}`])))
        expect([status, body]).toEqual([200, ''])
        expect(head).not.toMatch(/content-type|x-bedrock|region/i)
      }
    },
  )

  it.each([HOSTS[3], HOSTS[4], HOSTS[7], HOSTS[8]])('nor does a probe without one host: %j', async (host = []) => {
    const { proxy } = await startPair()
    const { status } = parseRaw(await exchangeRaw(proxy.url, rawRequest('GET /healthz', host)))
    expect([400, 403]).toContain(status)
  })

  it.each([
    { ':authority': 'rebound.evil.example' },
    { ':authority': 'localhost', host: 'rebound.evil.example' },
    { ':authority': 'rebound.evil.example', host: 'localhost' },
  ])('with %o over HTTP/2', async (authority) => {
    const { proxy, simulator } = await startPair()
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('converse'), ...authority })
    stream.on('error', () => undefined).end('{}')
    const [headers] = await once(stream, 'response')
    expect([400, 403]).toContain(headers[':status'])
    expect(simulator.requests).toEqual([])
  })
})
