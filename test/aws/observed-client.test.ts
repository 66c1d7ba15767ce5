import { once } from 'node:events'
import { createServer as createPlainServer, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connectSocket, targetOf } from '../../src/aws/connect-socket.ts'
import { type Exchanged, ObservedClient } from '../../src/aws/observed-client.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'

/** A client of a server whose answers the test gives: each is told what is known before, and how it went. */
async function start(isSecure: boolean) {
  const answers: ServerResponse[] = []
  const sockets: Socket[] = []
  const server = isSecure ? createTlsServer(LOOPBACK_TLS) : createPlainServer()
  server.on('request', (_, response) => answers.push(response))
  server.on('connection', (socket: Socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(`http${isSecure ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const wayOut = createWayOut({}, [LOOPBACK_TLS.cert])
  const onStale = vi.fn()
  const connect = (_: unknown, callback: (error: Error | null, socket: Socket | null) => void) => {
    connectSocket(targetOf(url, 'http/1.1'), wayOut).then((socket) => callback(null, socket))
  }
  const client = new ObservedClient(url.origin, {}, connect as never, onStale)
  onTestFinished(async () => {
    await client.destroy()
    server.closeAllConnections()
    server.close()
  })
  return { client, answers, sockets, onStale }
}

/** Begins a request; `over` resolves with the error that ended it, or with undefined. */
async function begin(client: ObservedClient): Promise<{ exchanged: Exchanged; over: Promise<Error | undefined> }> {
  let told: ObservedClient | undefined
  let exchanged: Exchanged | undefined
  const over = new Promise<Error | undefined>((resolve) => {
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {
        exchanged = told?.beginExchange()
      },
      onResponseStart: () => undefined,
      onResponseData: () => undefined,
      onResponseEnd: () => resolve(undefined),
      onResponseError: (_, error) => resolve(error),
    }
    const onClient = (one: ObservedClient) => {
      told = one
    }
    client.dispatch({ path: '/', method: 'GET', onClient } as Dispatcher.DispatchOptions, handler)
  })
  await expect.poll(() => exchanged).toBeDefined()
  return { exchanged: exchanged as Exchanged, over }
}

describe.each([
  ['plain TCP', false],
  ['TLS', true],
])('Over %s', (_, isSecure) => {
  it('tells a new connection from one that has carried an answer, and whether a byte of this answer has come', async () => {
    const { client, answers, onStale } = await start(isSecure)
    for (const isReused of [false, true]) {
      const { exchanged, over } = await begin(client)
      expect(exchanged).toMatchObject({ isReused, hasAnswered: false, brokenBy: undefined })
      await expect.poll(() => answers.length).toBe(1)
      answers.pop()?.end('fine')
      expect(await over).toBeUndefined()
      expect(exchanged.hasAnswered).toBe(true)
      await setImmediate()
    }
    expect(onStale).not.toHaveBeenCalled()
  })

  it('tells of a connection that was closed while it stood idle, before its request fails', async () => {
    const { client, answers, sockets, onStale } = await start(isSecure)
    const first = await begin(client)
    await expect.poll(() => answers.length).toBe(1)
    answers.pop()?.end('fine')
    await first.over
    await setImmediate()
    const { exchanged, over } = await begin(client)
    sockets[0]?.resetAndDestroy()
    const error = await over.finally(() => expect(onStale).toHaveBeenCalledOnce())
    expect(error).toMatchObject({ code: 'ECONNRESET' })
    expect(exchanged).toMatchObject({ isReused: true, hasAnswered: false, brokenBy: error })
  })

  it('suspects nothing where a new connection breaks', async () => {
    const { client, sockets, onStale } = await start(isSecure)
    const { exchanged, over } = await begin(client)
    sockets[0]?.resetAndDestroy()
    expect(await over).toMatchObject({ code: 'ECONNRESET' })
    expect(exchanged).toMatchObject({ isReused: false, hasAnswered: false })
    expect(onStale).not.toHaveBeenCalled()
  })
})
