import { once } from 'node:events'
import { type ClientHttp2Stream, constants } from 'node:http2'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createUpstreamSessions } from '../../src/aws/upstream-sessions.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { watchHalfClose } from '../../src/http/half-close.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'
import { doubtfulNetwork } from './doubtful-network.ts'
import { startFreezingRelay } from './freezing-relay.ts'

const HEAD = { ':method': 'POST', ':path': '/' }
const never = () => new AbortController().signal

async function start(onStream: Parameters<typeof startHttp2Upstream>[0] = (stream) => void stream.pipe(stream)) {
  const upstream = await startHttp2Upstream(onStream)
  const network = doubtfulNetwork()
  const sessions = createUpstreamSessions(new URL(upstream.url), createWayOut({}, [], network))
  onTestFinished(() => sessions.destroy())
  return { upstream, open: (signal = never()) => sessions.open(HEAD, signal), sessions, network }
}

/** Says something, and waits for the echo and for the end of the stream. */
async function finish(stream: ClientHttp2Stream, said: string): Promise<string> {
  const closed = once(stream, 'close')
  stream.end(said)
  const heard = await text(stream)
  await closed
  return heard
}

describe('createUpstreamSessions', () => {
  it('uses an idle connection again', async () => {
    const { upstream, open } = await start()
    for (const said of ['one', 'two', 'three']) expect(await finish(await open(), said)).toBe(said)
    expect(upstream.sessions).toHaveLength(1)
  })

  it('gives each of two streams at a time a connection of its own', async () => {
    const { upstream, open } = await start()
    const [first, second] = [await open(), await open()]
    expect([await finish(first, 'one'), await finish(second, 'two')]).toEqual(['one', 'two'])
    expect(upstream.sessions).toHaveLength(2)
  })

  it('makes a new connection when the idle one was closed by a GOAWAY', async () => {
    const { upstream, open } = await start()
    await finish(await open(), 'one')
    upstream.sessions[0]?.goaway()
    expect(await finish(await open(), 'two')).toBe('two')
    expect(upstream.sessions).toHaveLength(2)
  })

  it('lets a stream go on after a GOAWAY, and opens the next elsewhere', async () => {
    const { upstream, open } = await start()
    const stream = await open()
    stream.write('one, ')
    await once(stream, 'readable')
    upstream.sessions[0]?.close()
    expect(await finish(await open(), 'elsewhere')).toBe('elsewhere')
    expect(await finish(stream, 'two')).toBe('one, two')
    expect(upstream.sessions).toHaveLength(2)
  })

  it('makes a new connection when the idle one does not answer a PING', async () => {
    const upstream = await startHttp2Upstream((stream) => void stream.pipe(stream))
    const relay = await startFreezingRelay(Number(new URL(upstream.url).port))
    const sessions = createUpstreamSessions(new URL(relay.url))
    onTestFinished(() => sessions.destroy())
    await finish(await sessions.open(HEAD, never()), 'one')
    relay.freeze()
    expect(await finish(await sessions.open(HEAD, never()), 'two')).toBe('two')
    expect(upstream.sessions).toHaveLength(2)
  })

  it.each(['doubt', 'doubtAtNextCheck'] as const)(
    'picks no idle connection after a %s, and ends no busy one',
    async (doubt) => {
      const { upstream, open, network, sessions } = await start()
      const busy = await open()
      await finish(await open(), 'one')
      network[doubt]()
      expect(await finish(await open(), 'two')).toBe('two')
      expect(await finish(busy, 'still here')).toBe('still here')
      expect(upstream.sessions).toHaveLength(3)
      sessions.destroy()
      expect(network.listeners).toBe(0)
    },
  )

  it('makes a new connection when the idle one was cut', async () => {
    const { upstream, open } = await start()
    await finish(await open(), 'one')
    upstream.sessions[0]?.destroy()
    expect(await finish(await open(), 'two')).toBe('two')
  })

  it('uses a connection again, however much the streams before had still to send', async () => {
    const { upstream, open } = await start((stream) => stream.respond())
    for (let i = 0; i < 5; i++) {
      const aborter = new AbortController()
      const stream = await open(aborter.signal)
      stream.on('error', () => undefined).write(Buffer.alloc(3_000_000))
      await once(stream, 'response')
      aborter.abort()
      await new Promise((resolve) => stream.once('close', resolve))
    }
    await once(await open(), 'response')
    expect(upstream.sessions).toHaveLength(1)
  })

  it('resets a stream at the signal, without ending it first', async () => {
    const endings: [hasHalfClosed: boolean, rstCode: number][] = []
    const { open } = await start((stream) => {
      stream.respond()
      const hasHalfClosed = watchHalfClose(stream)
      stream.on('close', () => endings.push([hasHalfClosed(), stream.rstCode])).resume()
    })
    const aborter = new AbortController()
    const stream = await open(aborter.signal)
    stream.on('error', () => undefined).write('half of it')
    await once(stream, 'response')
    aborter.abort()
    await expect.poll(() => endings).toEqual([[false, constants.NGHTTP2_CANCEL]])
  })

  it('opens nothing where the signal comes first, and keeps the connection', async () => {
    let streams = 0
    const { upstream, open } = await start((stream) => {
      streams++
      stream.pipe(stream)
    })
    const aborter = new AbortController()
    const opening = open(aborter.signal)
    aborter.abort()
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
    expect(await finish(await open(), 'one')).toBe('one')
    expect([streams, upstream.sessions.length]).toEqual([1, 1])
  })

  it('rejects where nobody listens', async () => {
    const sessions = createUpstreamSessions(new URL('http://127.0.0.1:1'))
    await expect(sessions.open(HEAD, never())).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('cuts a connection that was under way when it was destroyed', async () => {
    const { open, sessions, upstream } = await start()
    const opening = open()
    sessions.destroy()
    await expect(opening).rejects.toThrow()
    await expect.poll(() => upstream.sessions.every(({ destroyed }) => destroyed)).toBe(true)
  })

  it('cuts what is open when it is destroyed', async () => {
    const { open, sessions } = await start()
    const stream = await open()
    sessions.destroy()
    await once(stream, 'close')
  })
})
