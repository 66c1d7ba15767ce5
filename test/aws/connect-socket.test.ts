import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { connectSocket, NO_COMMON_PROTOCOL } from '../../src/aws/connect-socket.ts'
import { secureContextOptions } from '../../src/aws/upstream-connection.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { proxyEnvironment } from './proxy-environment.ts'
import { startConnectProxy } from './start-connect-proxy.ts'

beforeEach(() => proxyEnvironment())

const TRUSTING = secureContextOptions(LOOPBACK_TLS.cert)

/** A socket that is destroyed when the test ends. */
async function connect(url: string, secure = TRUSTING) {
  const socket = await connectSocket(new URL(url), secure)
  onTestFinished(() => void socket.destroy())
  return socket
}

describe('connectSocket', () => {
  it('agrees on HTTP/2 with an upstream behind TLS', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const socket = (await connect(url)) as TLSSocket
    expect([socket.alpnProtocol, socket.authorized]).toEqual(['h2', true])
  })

  it('refuses a certificate of nobody it knows', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    await expect(connect(url, {})).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it.each([
    ['agrees on no protocol', () => createTlsServer(LOOPBACK_TLS), NO_COMMON_PROTOCOL],
    ['insists on HTTP/1.1', () => createServer(LOOPBACK_TLS), 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
  ])('refuses an upstream that %s', async (_, create, code) => {
    const server = create()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    await expect(connect(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code })
  })

  it('speaks plain TCP to an http:// endpoint, whatever proxies there are', async () => {
    const proxy = await startConnectProxy()
    proxyEnvironment({ HTTPS_PROXY: `http://${proxy.address}`, ALL_PROXY: `http://${proxy.address}` })
    const { url } = await startFrankfurt()
    expect(await connect(url)).not.toHaveProperty('alpnProtocol')
    expect(proxy.targets).toEqual([])
  })

  it.each([
    ['http', false],
    ['https', true],
  ])('goes through HTTPS_PROXY over %s, with its user and password', async (scheme, isSecure) => {
    const proxy = await startConnectProxy({ isSecure })
    proxyEnvironment({ HTTPS_PROXY: `${scheme}://us%40er:p%3Ass@${proxy.address}` })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    expect(await connect(url)).toMatchObject({ alpnProtocol: 'h2', authorized: true })
    expect(proxy.targets).toEqual([new URL(url).host])
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('us@er:p:ss').toString('base64')}`])
  })

  it('passes the proxy by where NO_PROXY says so', async () => {
    const proxy = await startConnectProxy()
    proxyEnvironment({ HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY: '127.0.0.1' })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    await connect(url)
    expect(proxy.targets).toEqual([])
  })

  it('says with what a proxy refused', async () => {
    const proxy = createTcpServer((socket) => void socket.end('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n'))
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(() => void proxy.close())
    proxyEnvironment({ HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
    await expect(connect('https://127.0.0.1:1')).rejects.toThrow('The outbound proxy answered CONNECT with 407.')
  })

  it('tells of a port where nobody listens', async () => {
    const server = createTcpServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    await expect(connect(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await expect(connect(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
