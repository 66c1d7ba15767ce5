import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTunnel } from '../../src/aws/open-tunnel.ts'
import { type OutboundProxy, proxyFor } from '../../src/aws/outbound-proxy.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import type { ErrorCode } from '../../src/bedrock/errors.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { behindProxy, startConnectProxy } from './start-connect-proxy.ts'

const TARGET = { host: 'bedrock.upstream.test', port: 443 }
const TRUSTING = createWayOut({}, [LOOPBACK_TLS.cert])

function named(value: string): OutboundProxy {
  return proxyFor(TARGET.host, TARGET.port, { HTTPS_PROXY: value }) as OutboundProxy
}

async function open(proxy: OutboundProxy, target = TARGET, wayOut = TRUSTING): Promise<Socket> {
  const socket = await openTunnel(proxy, target, wayOut)
  onTestFinished(() => void socket.destroy())
  return socket
}

describe('openTunnel', () => {
  it.each([
    ['http', false],
    ['https', true],
  ])('leads through a proxy over %s, with its user and password', async (scheme, isSecure) => {
    const proxy = await startConnectProxy({ isSecure })
    const { host, port } = new URL(behindProxy((await startFrankfurt()).url))
    const socket = await open(named(`${scheme}://CORP\\us%40er:100%@${proxy.address}`), {
      ...TARGET,
      port: Number(port),
    })
    socket.write('GET /nowhere HTTP/1.1\r\nhost: localhost\r\n\r\n')
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 40/)
    expect(proxy.targets).toEqual([host])
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('CORP\\us@er:100%').toString('base64')}`])
  })

  it('puts an IPv6 address into brackets', async () => {
    const { url, heard } = await startProxyThatSays('HTTP/1.1 403 No\r\n\r\n')
    await expect(open(named(url), { host: '2001:db8::1', port: 443 })).rejects.toThrow()
    expect(heard()).toMatch(/^CONNECT \[2001:db8::1\]:443 HTTP\/1\.1\r\n/)
  })

  it.each<[said: string, code: ErrorCode, message: RegExp]>([
    [status(407), 'outbound-proxy-refused', /^The outbound proxy answered 407: .*user and password.* in HTTPS_PROXY/],
    [status(403), 'outbound-proxy-refused', /^The outbound proxy answered 403: .*NO_PROXY/],
    [status(502), 'outbound-proxy-failed', /^The outbound proxy answered 502: it made no connection/],
    [status(302), 'outbound-proxy-failed', /^The outbound proxy answered 302:/],
    [
      'SSH-2.0-OpenSSH_9.2\r\n',
      'outbound-proxy-failed',
      /^The outbound proxy that HTTPS_PROXY names does not speak HTTP\./,
    ],
    ['', 'outbound-proxy-failed', /^The outbound proxy that HTTPS_PROXY names cannot be reached\./],
    ['HTTP/1.1 20', 'outbound-proxy-failed', /^The outbound proxy that HTTPS_PROXY names cannot be reached\./],
  ])('tells of a proxy that says %j', async (said, code, message) => {
    const { url } = await startProxyThatSays(said)
    await expect(open(named(`http://user:CANARY@${url}`))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    await expect(open(named(`http://user:CANARY@${url}`))).rejects.not.toThrow('CANARY')
  })

  it('tells of a proxy that is not there', async () => {
    await expect(open(named('http://127.0.0.1:9'))).rejects.toMatchObject({ code: 'outbound-proxy-failed' })
  })

  it('tells of a proxy behind TLS whose certificate is not trusted', async () => {
    const proxy = await startConnectProxy({ isSecure: true })
    await expect(open(named(`https://${proxy.address}`), TARGET, createWayOut())).rejects.toMatchObject({
      code: 'upstream-untrusted',
      message: expect.stringMatching(/^The outbound proxy's TLS certificate is not trusted\. .*AWS_CA_BUNDLE/),
    })
  })
})

function status(code: number): string {
  return `HTTP/1.1 ${code} No\r\ncontent-length: 2\r\n\r\nno`
}

/** Something that says one thing to whoever comes, and hangs up; it closes when the test ends. */
async function startProxyThatSays(said: string): Promise<{ url: string; heard: () => string }> {
  let heard = ''
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (chunk) => {
        heard += chunk
        socket.end(said)
      })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard }
}
