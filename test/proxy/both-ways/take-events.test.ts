import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startProxy } from '../../../src/app.ts'
import { LOOPBACK_CERT_FILE, LOOPBACK_TLS } from '../../aws/loopback-tls.ts'
import { END, envelope, heardIn, innerFrame, openEventStream } from '../../fixtures/event-client.ts'
import { connectTo } from '../../fixtures/raw-exchange.ts'
import { SONIC, SONIC_REGION, sonicPath } from '../../fixtures/sonic-conversation.ts'
import { BEARER_TOKEN, CREDENTIALS } from '../../fixtures/start-frankfurt.ts'
import { recorder, settingsWith, startPair, startProxyTo } from '../../fixtures/start-pair.ts'

const AUDIO = innerFrame({ audioInput: { content: 'hi' } })
const startSonic = (simulator = {}) => startPair({ region: SONIC_REGION }, simulator)

describe('A bidirectional stream', () => {
  it('tells in its head what became of the model, before any event', async () => {
    const { proxy } = await startSonic()
    const { head } = openEventStream(proxy.url, { ':path': sonicPath(`us.${SONIC}`) })
    expect(await head).toMatchObject({
      ':status': 200,
      'x-bedrock-proxy-model': SONIC,
      'x-bedrock-proxy-requested-model': `us.${SONIC}`,
      'x-bedrock-proxy-attempts': '1',
      'x-amzn-requestid': expect.any(String),
    })
  })

  it('is refused where the endpoint does not know it and says so with a status of 200', async () => {
    const { proxy, simulator } = await startSonic()
    const body = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
    simulator.misbehave({ kind: 'status', status: 200, headers, body })
    const { head } = openEventStream(proxy.url)
    expect(await head).toMatchObject({ ':status': 404, 'x-amzn-errortype': 'UnknownOperationException' })
  })

  it('counts as an open one until it ends', async () => {
    const { proxy } = await startSonic()
    const openStreams = async () =>
      /^bedrock_proxy_open_streams (\d+)$/m.exec(await (await fetch(`${proxy.url}/metrics`)).text())?.[1]
    const { stream, head, ending } = openEventStream(proxy.url)
    await head
    expect(await openStreams()).toBe('1')
    stream.end(END)
    await ending
    await expect.poll(openStreams).toBe('0')
  })

  it('runs to an upstream behind TLS whose authority AWS_CA_BUNDLE names', async () => {
    const { simulator } = await startSonic({ tls: LOOPBACK_TLS })
    const proxy = await startWith(simulator.url, { AWS_CA_BUNDLE: LOOPBACK_CERT_FILE })
    for (let i = 0; i < 2; i++) {
      const { stream, ending, frames } = openEventStream(proxy.url)
      stream.end(Buffer.concat([envelope(AUDIO), END]))
      expect(await ending).toBe('end')
      expect(frames.flatMap(heardIn)).toEqual(['audioOutput'])
    }
    expect(simulator.requests).toMatchObject([{ httpVersion: '2.0' }, { httpVersion: '2.0' }])
  })

  it('is refused over an untrusted certificate', async () => {
    const { simulator } = await startSonic({ tls: LOOPBACK_TLS })
    const proxy = await startProxyTo(simulator.url)
    const { head } = openEventStream(proxy.url)
    expect(await head).toMatchObject({ ':status': 424 })
  })

  it('is refused where the upstream speaks HTTP/1.1 alone', async () => {
    const server = createTlsServer(LOOPBACK_TLS)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const proxy = await startWith(url, { AWS_CA_BUNDLE: LOOPBACK_CERT_FILE })
    const { head, stream } = openEventStream(proxy.url)
    expect(await head).toMatchObject({ ':status': 503 })
    expect(await text(stream)).toContain('does not speak HTTP/2')
  })

  it('is refused where the proxy has an API key for an identity', async () => {
    const { simulator } = await startSonic()
    const { proxy } = await startWithKey(simulator.url)
    const { head, stream } = openEventStream(proxy.url)
    stream.write(envelope(AUDIO))
    expect(await head).toMatchObject({ ':status': 403, 'x-amzn-errortype': 'AccessDeniedException' })
    expect(await text(stream)).toContain('takes no API key')
    expect(simulator.requests).toEqual([])
  })

  it('is refused over HTTP/1.1, also where its body has no end', async () => {
    const { proxy, simulator } = await startSonic()
    const socket = await connectTo(proxy.url)
    socket.write(`POST ${sonicPath()} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 [\s\S]*x-amzn-errortype: ValidationException[\s\S]*needs HTTP\/2/)
    await expect.poll(() => proxy.records()).toMatchObject([{ status: 400, error: 'http2-required', fault: 'client' }])
    expect(simulator.requests).toEqual([])
  })
})

/** A proxy with an environment of its own in front of an upstream. */
async function startWith(upstreamUrl: string, env: Record<string, string>) {
  const { logTo } = recorder()
  const proxy = await startProxy({
    settings: settingsWith({ region: SONIC_REGION }),
    env,
    logTo,
    useColor: false,
    simulated: { endpoint: new URL(upstreamUrl), credentials: CREDENTIALS },
  })
  onTestFinished(() => proxy.destroy())
  return proxy
}

async function startWithKey(upstreamUrl: string) {
  const { logTo } = recorder()
  const proxy = await startProxy({
    settings: settingsWith({ region: SONIC_REGION, runtimeEndpoint: upstreamUrl }),
    env: { AWS_BEARER_TOKEN_BEDROCK: BEARER_TOKEN },
    logTo,
    useColor: false,
  })
  onTestFinished(() => proxy.destroy())
  return { proxy }
}
