import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createUpstreamAgent, createUpstreamPool } from '../../src/aws/upstream-connection.ts'
import { createWayOut, type WayOut } from '../../src/aws/way-out.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { doubtfulNetwork } from './doubtful-network.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'
import { behindProxy, startConnectProxy, startRefusingProxy } from './start-connect-proxy.ts'

/** Calls that share one pool or agent; each resolves with the status of the answer. */
type Connect = (endpoint: string, wayOut?: WayOut) => () => Promise<number>

const CONNECTIONS: readonly [name: string, connect: Connect][] = [
  ['the undici pool', overPool],
  ['the Node agent', overAgent],
]
const TRUSTING = createWayOut({}, [LOOPBACK_TLS.cert])
const UNTRUSTED = { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }
/** The simulator's answer to a request without authentication: it proves that the request has arrived. */
const ARRIVED = 403

describe.each(CONNECTIONS)('%s', (_, connect) => {
  it('trusts the authorities of the way out', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    expect(await connect(url, TRUSTING)()).toBe(ARRIVED)
  })

  it('refuses a certificate of nobody it knows', async () => {
    const { url, requests } = await startFrankfurt({ tls: LOOPBACK_TLS })
    await expect(connect(url)()).rejects.toMatchObject(UNTRUSTED)
    expect(requests).toEqual([])
  })

  it('uses one connection again and again', async () => {
    const { url, connections } = await startCounting()
    const call = connect(url, TRUSTING)
    for (let i = 0; i < 3; i++) await call()
    expect(connections()).toBe(1)
  })

  it.each(['doubt', 'doubtAtNextCheck'] as const)('uses none of before a %s', async (doubt) => {
    const { url, connections } = await startCounting()
    const network = doubtfulNetwork()
    const call = connect(url, createWayOut({}, [LOOPBACK_TLS.cert], network))
    await call()
    network[doubt]()
    await call()
    expect(connections()).toBe(2)
  })

  it('goes through the outbound proxy, whose tunnel is used again, and trusts nobody else there', async () => {
    const proxy = await startConnectProxy()
    const environment = { HTTPS_PROXY: `http://user:password@${proxy.address}` }
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const call = connect(behindProxy(url), createWayOut(environment, [LOOPBACK_TLS.cert]))
    expect([await call(), await call()]).toEqual([ARRIVED, ARRIVED])
    expect(proxy.targets).toEqual([new URL(behindProxy(url)).host])
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('user:password').toString('base64')}`])
    await expect(connect(behindProxy(url), createWayOut(environment))()).rejects.toMatchObject(UNTRUSTED)
  })

  it('tells what the outbound proxy said', async () => {
    const wayOut = createWayOut({ HTTPS_PROXY: await startRefusingProxy(407) })
    await expect(connect('https://bedrock.upstream.test', wayOut)()).rejects.toMatchObject({
      code: 'outbound-proxy-refused',
    })
  })

  it('never takes plain http through a proxy', async () => {
    const proxy = await startConnectProxy()
    const simulator = await startFrankfurt()
    const wayOut = createWayOut({ HTTP_PROXY: proxy.address, HTTPS_PROXY: proxy.address, ALL_PROXY: proxy.address })
    expect(await connect(simulator.url, wayOut)()).toBe(ARRIVED)
    expect(proxy.targets).toEqual([])
  })
})

it('One agent leads to each host by its own way', async () => {
  const proxy = await startConnectProxy()
  const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
  const wayOut = createWayOut({ HTTPS_PROXY: proxy.address, NO_PROXY: 'sts.upstream.test' }, [LOOPBACK_TLS.cert])
  const agent = createUpstreamAgent({ protocol: 'https:' }, wayOut)
  onTestFinished(() => agent.destroy())
  const call = (endpoint: string) => callOver(agent, endpoint)()
  expect([await call(url), await call(behindProxy(url))]).toEqual([ARRIVED, ARRIVED])
  await expect(call('https://sts.upstream.test')).rejects.toMatchObject({
    code: expect.stringMatching(/^E(NOTFOUND|AI_)/),
  })
  expect(proxy.targets).toEqual([new URL(behindProxy(url)).host])
})

function overPool(endpoint: string, wayOut?: WayOut) {
  const dispatcher = createUpstreamPool(new URL(endpoint), wayOut)
  onTestFinished(() => dispatcher.destroy())
  return async () => {
    const { statusCode, body } = await request(`${endpoint}/foundation-models`, { dispatcher })
    await body.dump()
    await afterReturn()
    return statusCode
  }
}

function overAgent(endpoint: string, wayOut?: WayOut) {
  const agent = createUpstreamAgent(new URL(endpoint), wayOut)
  onTestFinished(() => agent.destroy())
  return callOver(agent, endpoint)
}

function callOver(agent: http.Agent, endpoint: string) {
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
