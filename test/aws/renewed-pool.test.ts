import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { Pool, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RenewedPool } from '../../src/aws/renewed-pool.ts'
import { doubtfulNetwork } from './doubtful-network.ts'

/** A pool in front of a server that answers at once, but for /slow, whose answers are handed out. */
async function start() {
  let connections = 0
  const slow: ServerResponse[] = []
  const server = createServer(({ url }, response) => {
    if (url === '/slow') slow.push(response)
    else response.end('done')
  }).on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const network = doubtfulNetwork()
  const pool = new RenewedPool(() => new Pool(origin), network)
  onTestFinished(async () => {
    await pool.destroy()
    server.closeAllConnections()
    server.close()
  })
  const call = async (path = '/') => {
    const said = await text((await request(origin + path, { dispatcher: pool })).body)
    // Only now is the connection where the next request finds it.
    await setImmediate()
    return said
  }
  return { network, pool, call, slow, connections: () => connections }
}

describe('RenewedPool', () => {
  it('uses a connection again while nothing is in doubt', async () => {
    const { call, connections } = await start()
    for (let i = 0; i < 3; i++) await call()
    expect(connections()).toBe(1)
  })

  it.each(['doubt', 'doubtAtNextCheck'] as const)('picks no connection of before a %s', async (doubt) => {
    const { call, network, connections } = await start()
    await call()
    network[doubt]()
    expect(await call()).toBe('done')
    expect(connections()).toBe(2)
  })

  it('lets what is under way finish, through several doubts', async () => {
    const { call, network, slow } = await start()
    const calls = [call('/slow'), call('/slow')]
    await expect.poll(() => slow).toHaveLength(2)
    network.doubt()
    network.doubt()
    for (const response of slow) response.end('at last')
    expect(await Promise.all(calls)).toEqual(['at last', 'at last'])
  })

  it('cuts everything when it is destroyed, what began before a doubt too, and watches no more', async () => {
    const { call, network, slow, pool } = await start()
    const cut = expect(call('/slow')).rejects.toThrow()
    await expect.poll(() => slow).toHaveLength(1)
    network.doubt()
    await pool.destroy()
    await cut
    expect(network.listeners).toBe(0)
  })

  it('waits for everything when it is closed', async () => {
    const { call, network, slow, pool } = await start()
    const called = call('/slow')
    await expect.poll(() => slow).toHaveLength(1)
    network.doubt()
    const closed = pool.close()
    slow[0]?.end('at last')
    await closed
    expect(await called).toBe('at last')
  })
})
