import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectSocket, NO_COMMON_PROTOCOL, type Target, targetOf } from '../../src/aws/connect-socket.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { behindProxy, startConnectProxy } from './start-connect-proxy.ts'

const TRUSTING = createWayOut({}, [LOOPBACK_TLS.cert])

/** A socket that is destroyed when the test ends. */
async function connect(url: string, wayOut = TRUSTING, protocol: Target['protocol'] = 'h2') {
  const socket = await connectSocket(targetOf(new URL(url), protocol), wayOut)
  onTestFinished(() => void socket.destroy())
  return socket as TLSSocket
}

describe('targetOf', () => {
  it.each([
    ['https://bedrock.example', { host: 'bedrock.example', port: 443, isSecure: true }],
    ['https://[::1]:8443', { host: '::1', port: 8443, isSecure: true }],
    ['http://127.0.0.1', { host: '127.0.0.1', port: 80, isSecure: false }],
  ])('reads %s', (url, target) => {
    expect(targetOf(new URL(url), 'h2')).toEqual({ ...target, protocol: 'h2' })
  })
})

describe('connectSocket', () => {
  it.each(['h2', 'http/1.1'] as const)('agrees on %s with an upstream behind TLS', async (protocol) => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const socket = await connect(url, TRUSTING, protocol)
    expect([socket.alpnProtocol, socket.authorized]).toEqual([protocol, true])
  })

  it('resumes the TLS session of the connection before', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const wayOut = createWayOut({}, [LOOPBACK_TLS.cert])
    const first = await connect(url, wayOut, 'http/1.1')
    if (wayOut.sessions.size === 0) await once(first, 'session')
    expect([first.isSessionReused(), (await connect(url, wayOut, 'http/1.1')).isSessionReused()]).toEqual([false, true])
  })

  it('refuses a certificate of nobody it knows', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    await expect(connect(url, createWayOut())).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it.each([
    ['agrees on no protocol', () => createTlsServer(LOOPBACK_TLS), NO_COMMON_PROTOCOL],
    ['insists on HTTP/1.1', () => createServer(LOOPBACK_TLS), 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
  ])('refuses an upstream for HTTP/2 that %s', async (_, create, code) => {
    const server = create()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    await expect(connect(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code })
  })

  it('is content with an upstream that agrees on nothing where HTTP/1.1 is to be spoken', async () => {
    const server = createTlsServer(LOOPBACK_TLS, (socket) => socket.on('error', () => undefined))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    expect((await connect(`https://127.0.0.1:${port}`, TRUSTING, 'http/1.1')).alpnProtocol).toBe(false)
  })

  it('speaks plain TCP to an http:// endpoint, whatever proxies there are', async () => {
    const proxy = await startConnectProxy()
    const { url } = await startFrankfurt()
    const wayOut = createWayOut({ HTTPS_PROXY: proxy.address, HTTP_PROXY: proxy.address, ALL_PROXY: proxy.address })
    expect(await connect(url, wayOut)).not.toHaveProperty('alpnProtocol')
    expect(proxy.targets).toEqual([])
  })

  it('goes through the outbound proxy, but never to this machine', async () => {
    const proxy = await startConnectProxy()
    const wayOut = createWayOut({ HTTPS_PROXY: proxy.address }, [LOOPBACK_TLS.cert])
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    await connect(url, wayOut)
    expect(proxy.targets).toEqual([])
    expect(await connect(behindProxy(url), wayOut)).toMatchObject({ alpnProtocol: 'h2', authorized: true })
    expect(proxy.targets).toEqual([new URL(behindProxy(url)).host])
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
