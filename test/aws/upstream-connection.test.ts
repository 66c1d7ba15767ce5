import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createUpstreamAgent, createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { proxyEnvironment } from './proxy-environment.ts'
import { startConnectProxy } from './start-connect-proxy.ts'

/** Calls that share one pool or agent; each resolves with the status of the answer. */
type Connect = (endpoint: string, extraCertificates?: string) => Promise<() => Promise<number>>

const CONNECTIONS: readonly [name: string, connect: Connect][] = [
  ['the undici pool', overPool],
  ['the Node agent', overAgent],
]
const UNTRUSTED = { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }
/** The simulator's answer to a request without authentication: it proves that the request has arrived. */
const ARRIVED = 403

describe.each(CONNECTIONS)('%s', (_, connect) => {
  it('trusts the authorities of the extra certificates', async () => {
    proxyEnvironment()
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url, LOOPBACK_TLS.cert)
    expect(await call()).toBe(ARRIVED)
  })

  it('refuses a certificate of nobody it knows', async () => {
    proxyEnvironment()
    const { url, requests } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url)
    await expect(call()).rejects.toMatchObject(UNTRUSTED)
    expect(requests).toEqual([])
  })

  it('uses one connection again and again', async () => {
    proxyEnvironment()
    const { url, connections } = await startCounting()
    const call = await connect(url, LOOPBACK_TLS.cert)
    for (let i = 0; i < 3; i++) await call()
    expect(connections()).toBe(1)
  })

  it.each([
    ['without credentials', '', undefined],
    ['with user and password', 'us%40er:p%3Ass@', `Basic ${Buffer.from('us@er:p:ss').toString('base64')}`],
    ['with a user alone', 'token@', `Basic ${Buffer.from('token:').toString('base64')}`],
  ])('goes through HTTPS_PROXY %s, and trusts the extra authorities there too', async (_title, user, authorization) => {
    const proxy = await startConnectProxy()
    proxyEnvironment({ HTTPS_PROXY: `http://${user}${proxy.address}` })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url, LOOPBACK_TLS.cert)
    expect([await call(), await call()]).toEqual([ARRIVED, ARRIVED])
    expect(proxy.targets).toEqual([new URL(url).host])
    expect(proxy.authorizations).toEqual([authorization])
  })

  it('goes through a proxy that is itself behind TLS', async () => {
    const proxy = await startConnectProxy({ isSecure: true })
    proxyEnvironment({ HTTPS_PROXY: `https://${proxy.address}` })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url, LOOPBACK_TLS.cert)
    expect(await call()).toBe(ARRIVED)
    expect(proxy.targets).toEqual([new URL(url).host])
  })

  it('checks the certificate behind a proxy as well', async () => {
    const proxy = await startConnectProxy()
    proxyEnvironment({ HTTPS_PROXY: `http://${proxy.address}` })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url)
    await expect(call()).rejects.toMatchObject(UNTRUSTED)
  })

  it('passes the proxy by where NO_PROXY says so', async () => {
    const proxy = await startConnectProxy()
    proxyEnvironment({ HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY: '127.0.0.1' })
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = await connect(url, LOOPBACK_TLS.cert)
    expect(await call()).toBe(ARRIVED)
    expect(proxy.targets).toEqual([])
  })

  it('never takes plain http through a proxy', async () => {
    const proxy = await startConnectProxy()
    const url = `http://${proxy.address}`
    proxyEnvironment({ HTTP_PROXY: url, HTTPS_PROXY: url, ALL_PROXY: url })
    const simulator = await startFrankfurt()
    const call = await connect(simulator.url)
    expect(await call()).toBe(ARRIVED)
    expect(proxy.targets).toEqual([])
  })

  it('is not made where the environment names a proxy that is none', async () => {
    proxyEnvironment({ ALL_PROXY: 'socks5://127.0.0.1:1080' })
    await expect(connect('https://127.0.0.1:1')).rejects.toThrow('names no http:// or https:// URL')
  })
})

async function overPool(endpoint: string, extraCertificates?: string) {
  const dispatcher = createUpstreamPool(new URL(endpoint), extraCertificates)
  onTestFinished(() => dispatcher.destroy())
  return async () => {
    const { statusCode, body } = await request(`${endpoint}/foundation-models`, { dispatcher })
    await body.dump()
    await afterReturn()
    return statusCode
  }
}

async function overAgent(endpoint: string, extraCertificates?: string) {
  const agent = await createUpstreamAgent(new URL(endpoint), extraCertificates)
  onTestFinished(() => agent.destroy())
  const { get } = endpoint.startsWith('https:') ? https : http
  return () =>
    new Promise<number>((resolve, reject) => {
      const sent = get(`${endpoint}/foundation-models`, { agent }, (response) => {
        response.resume().once('end', () => resolve(afterReturn().then(() => response.statusCode ?? 0)))
      })
      sent.once('error', reject)
    })
}

/** Resolves when a connection whose answer has just ended is back where the next request finds it. */
function afterReturn(): Promise<void> {
  return setImmediate()
}

/** A TLS server that tells how many connections were made to it. */
async function startCounting() {
  let connections = 0
  const server = https.createServer(LOOPBACK_TLS, (_request, response) => response.end())
  server.on('secureConnection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `https://127.0.0.1:${address.port}`, connections: () => connections }
}
