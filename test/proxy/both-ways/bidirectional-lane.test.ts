import { constants, type ServerHttp2Stream } from 'node:http2'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createUpstreamSessions } from '../../../src/aws/upstream-sessions.ts'
import { Departure } from '../../../src/http/client-presence.ts'
import { createBidirectionalLane } from '../../../src/proxy/both-ways/bidirectional-lane.ts'
import type { UpstreamResponse } from '../../../src/proxy/exchange.ts'
import { END, envelope, innerFrame } from '../../fixtures/event-client.ts'
import { openHttp2Stream } from '../../fixtures/open-http2-stream.ts'
import { startHttp2Upstream } from '../../fixtures/start-http2-upstream.ts'

const LIMITS = { maxBodyBytes: 10_000, idleTimeoutMs: 10_000 }
const EVENT = innerFrame({ sessionStart: {} })

/** A lane to an upstream that does with a stream what it is told, and a client of it. */
async function start(onStream: (stream: ServerHttp2Stream) => void, limits = LIMITS) {
  const heads: Record<string, unknown>[] = []
  const upstream = await startHttp2Upstream((stream, headers) => {
    heads.push(headers)
    onStream(stream)
  })
  const sessions = createUpstreamSessions(new URL(upstream.url))
  onTestFinished(() => sessions.destroy())
  const { stream: client, accepted } = await openHttp2Stream()
  client.on('error', () => undefined)
  const departure = new Departure()
  const request = {
    method: 'POST',
    target: '/a%3Ab?c=d',
    host: 'bedrock.example',
    headers: { 'x-one': '1' },
    signEvent: (event: Uint8Array) => event,
    incoming: { stream: await accepted, onBytes: () => undefined, hold: () => undefined },
  }
  return { call: () => createBidirectionalLane(sessions, limits)(request, departure), client, departure, heads }
}

function read(response: UpstreamResponse): Promise<{ heard: string; ending: 'end' | 'fail' }> {
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    const settle = (ending: 'end' | 'fail') => resolve({ heard: Buffer.concat(chunks).toString(), ending })
    response.pipeTo({
      data: (chunk) => chunks.push(chunk) > 0,
      end: () => settle('end'),
      fail: () => settle('fail'),
    })
  })
}

describe('createBidirectionalLane', () => {
  it('sends the head as it is handed over', async () => {
    const { call, heads } = await start((stream) => stream.respond({ ':status': 200 }))
    await call()
    expect(heads[0]).toMatchObject({
      ':method': 'POST',
      ':path': '/a%3Ab?c=d',
      ':authority': 'bedrock.example',
      'x-one': '1',
    })
    expect(heads[0]).not.toHaveProperty('host')
  })

  it('gives status and headers as they came, without those of HTTP/2 itself', async () => {
    const { call } = await start((stream) =>
      stream.respond({ ':status': 418, 'x-two': '2', 'set-cookie': ['a', 'b'] }, { endStream: true }),
    )
    const response = await call()
    expect([response.status, response.header('x-two'), response.header('x-none')]).toEqual([418, '2', undefined])
    expect(response.headers.join(' ')).toMatch(/^x-two 2 set-cookie a set-cookie b/)
    expect(response.headers).not.toContain(':status')
    expect(await read(response)).toEqual({ heard: '', ending: 'end' })
  })

  it('carries events up while the answer comes down', async () => {
    const { call, client } = await start((stream) => {
      stream.respond({ ':status': 200 })
      stream.pipe(stream)
    })
    const response = await call()
    client.write(envelope(EVENT))
    const answer = read(response)
    client.end(envelope(EVENT))
    expect(await answer).toEqual({ heard: Buffer.concat([EVENT, EVENT]).toString(), ending: 'end' })
  })

  it('tells an answer that broke off from one that ended', async () => {
    const { call } = await start((stream) => {
      stream.respond({ ':status': 200 })
      stream.write('half', () => stream.destroy(new Error('Enough.')))
    })
    expect((await read(await call())).ending).toBe('fail')
  })

  it('tells that an answer has broken off to whoever takes it too late', async () => {
    let breakOff = () => {}
    const { call, client } = await start((stream) => {
      stream.respond({ ':status': 200 })
      breakOff = () => void stream.destroy(new Error('Enough.'))
    })
    const response = await call()
    breakOff()
    client.end(END)
    expect((await read(response)).ending).toBe('fail')
  })

  it('rejects where no head came', async () => {
    const { call } = await start((stream) => stream.close(8))
    await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('rejects where both sides are silent for the idle timeout', async () => {
    const { call } = await start(() => undefined, { ...LIMITS, idleTimeoutMs: 50 })
    await expect(call()).rejects.toMatchObject({ code: 'ERR_UPSTREAM_IDLE_TIMEOUT' })
  })

  it('rejects with what the client did wrong before the head', async () => {
    const { call, client } = await start(() => undefined)
    client.write(Buffer.alloc(16))
    await expect(call()).rejects.toMatchObject({ code: 'malformed-body' })
  })

  it('hands a body over once, and in the turn of its head', async () => {
    const { call } = await start((stream) => {
      stream.respond({ ':status': 200 })
      stream.end('body')
    })
    const response = await call()
    await read(response)
    await expect(read(response)).rejects.toThrow('taken before')
    const late = await call()
    await new Promise(setImmediate)
    await expect(read(late)).rejects.toThrow('later than in the turn')
  })

  it('gives a request up when the client leaves', async () => {
    const resets: number[] = []
    const { call, departure, heads } = await start((stream) => stream.on('close', () => resets.push(stream.rstCode)))
    const answer = call()
    const rejection = expect(answer).rejects.toThrow()
    await expect.poll(() => heads).toHaveLength(1)
    departure.happen()
    await rejection
    await expect.poll(() => resets).toEqual([constants.NGHTTP2_CANCEL])
  })

  it('opens nothing that is heard for a client that has left', async () => {
    const { call, departure } = await start((stream) => stream.respond())
    departure.happen()
    await expect(call()).rejects.toThrow()
  })

  it('goes on to the end for a client that ends first', async () => {
    const { call, client } = await start(async (stream) => {
      const heard = await text(stream)
      stream.respond({ ':status': 200 })
      stream.end(`${heard.length}`)
    })
    client.end(Buffer.concat([envelope(EVENT), END]))
    expect(await read(await call())).toEqual({ heard: String(EVENT.toString().length), ending: 'end' })
  })
})
