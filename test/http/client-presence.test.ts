import { EventEmitter, once } from 'node:events'
import * as http from 'node:http'
import * as http2 from 'node:http2'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { Departure, departureFrom, hasClientLeft } from '../../src/http/client-presence.ts'
import { createDualServer, type OutgoingResponse } from '../../src/http/dual-server.ts'
import { writeTo } from '../fixtures/write-to.ts'

const HOST = '127.0.0.1'
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const happening = (departure: Departure) => new Promise<void>((resolve) => departure.onLeave(resolve))

type Client = { readonly leave: () => void; readonly answer: () => Promise<string> }

const VERSIONS: readonly [version: string, call: (port: number) => Client][] = [
  ['HTTP/1.1', callOverHttp1],
  ['HTTP/2', callOverHttp2],
]

describe('Departure', () => {
  it('calls its listener once', () => {
    const departure = new Departure()
    let calls = 0
    departure.onLeave(() => calls++)
    departure.happen()
    departure.happen()
    expect(calls).toBe(1)
  })

  it('calls a listener that comes too late at once', () => {
    const departure = new Departure()
    departure.happen()
    let calls = 0
    departure.onLeave(() => calls++)
    expect(calls).toBe(1)
  })

  it('calls the latest listener only, that of the attempt under way', () => {
    const departure = new Departure()
    const calls: number[] = []
    departure.onLeave(() => calls.push(1))
    departure.onLeave(() => calls.push(2))
    departure.happen()
    expect(calls).toEqual([2])
  })
})

describe.each(VERSIONS)('over %s', (_, call) => {
  it('happens when the client leaves before its answer', async () => {
    const { client, response } = await startCall(call)
    const departure = departureFrom(response)
    expect([departure.hasHappened, hasClientLeft(response)]).toEqual([false, false])
    client.leave()
    await happening(departure)
    expect(hasClientLeft(response)).toBe(true)
  })

  it('happens when the client leaves in the middle of its answer', async () => {
    const { client, response } = await startCall(call)
    const departure = departureFrom(response)
    writeTo(response, 'half of')
    client.leave()
    await happening(departure)
  })

  it('has happened from the start where the client has already left', async () => {
    const { client, response } = await startCall(call)
    const closed = once(response, 'close')
    client.leave()
    await closed
    expect(hasClientLeft(response)).toBe(true)
    expect(departureFrom(response).hasHappened).toBe(true)
  })

  it('does not happen when the client got the whole answer', async () => {
    const { client, response } = await startCall(call)
    const departure = departureFrom(response)
    const closed = once(response, 'close')
    response.end('all of it')
    expect(await client.answer()).toBe('all of it')
    await closed
    expect(departure.hasHappened).toBe(false)
  })
})

/** A call that has arrived at a server, which leaves the response to the test. */
async function startCall(call: (port: number) => Client): Promise<{ client: Client; response: OutgoingResponse }> {
  const arrivals = new EventEmitter()
  const arrived = once(arrivals, 'response')
  const server = createDualServer({
    onRequest: (_, response) => arrivals.emit('response', response),
    onClientError: (_, socket) => socket.destroy(),
    maxHeaderBytes: 16 * 1024,
    maxHeaderFields: 128,
    headersTimeoutMs: 60_000,
  })
  cleanups.push(() => server.destroy())
  const { port } = await server.listen(0, HOST)
  const client = call(port)
  const [response]: OutgoingResponse[] = await arrived
  if (!response) throw new Error('no response')
  return { client, response }
}

function callOverHttp1(port: number): Client {
  const request = http.get({ host: HOST, port, agent: false }).on('error', () => {})
  const response = once(request, 'response')
  response.catch(() => {})
  return {
    leave: () => request.destroy(),
    answer: async () => text((await response)[0]),
  }
}

function callOverHttp2(port: number): Client {
  const session = http2.connect(`http://${HOST}:${port}`)
  cleanups.push(() => session.destroy())
  const stream = session.request({ ':path': '/' }).on('error', () => {})
  return {
    leave: () => stream.close(http2.constants.NGHTTP2_CANCEL),
    answer: () => text(stream),
  }
}
