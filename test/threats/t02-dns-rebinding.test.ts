import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

const TARGETS = [`POST ${modelPath('converse')}`, 'GET /healthz', 'GET /metrics', 'GET /inference-profiles']
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
