import { constants } from 'node:http2'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/simulator/faults.ts'
import { END, type EventClient, envelope, heardIn, innerFrame, openEventStream } from '../fixtures/event-client.ts'
import { SONIC_REGION } from '../fixtures/sonic-conversation.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'
import { startPair, startProxyTo } from '../fixtures/start-pair.ts'

const startSonic = (settings = {}) => startPair({ region: SONIC_REGION, ...settings })
const AUDIO = innerFrame({ audioInput: { content: 'hi' } })
const BROKEN = ['modelStreamErrorException', expect.stringContaining('broke the stream off')]

describe('The frames of a client', () => {
  it('go on wherever they were cut', async () => {
    const { proxy, simulator } = await startSonic()
    const { stream, ending, frames } = openEventStream(proxy.url)
    const events = [AUDIO, innerFrame({ promptStart: {} }), innerFrame({ textInput: { content: 'x'.repeat(500) } })]
    for (const byte of Buffer.concat([...events.map(envelope), END])) stream.write(Buffer.of(byte))
    stream.end()
    expect(await ending).toBe('end')
    expect(frames.flatMap(heardIn)).toEqual([
      'audioOutput',
      'completionStart',
      'contentStart',
      'textOutput',
      'contentEnd',
    ])
    expect(simulator.requests[0]?.events).toEqual(events)
  })

  it('need no signature, and no signed end', async () => {
    const { proxy, simulator } = await startSonic()
    const { stream, ending, frames } = openEventStream(proxy.url, { authorization: 'Bearer local' })
    stream.end(Buffer.concat([AUDIO, AUDIO]))
    expect(await ending).toBe('end')
    expect(frames.flatMap(heardIn)).toEqual(['audioOutput', 'audioOutput'])
    expect(simulator.requests).toMatchObject([{ signature: 'verified', events: [AUDIO, AUDIO] }])
  })

  it('are not completed where a client that signs leaves its end out', async () => {
    const { proxy } = await startSonic()
    const { stream, ending, frames } = openEventStream(proxy.url)
    stream.end(envelope(AUDIO))
    expect(await ending).toBe('end')
    expect(heardIn(frames[1] ?? Buffer.alloc(0))).toEqual([
      'validationException',
      expect.stringContaining('without its last'),
    ])
  })

  const damaged = Buffer.from(envelope(AUDIO))
  damaged[damaged.length - 20] = ~(damaged[damaged.length - 20] ?? 0)
  const MISTAKES: readonly [title: string, bytes: Buffer, isLast: boolean, status: number, message: RegExp][] = [
    ['a damaged frame', damaged, false, 400, /damaged/],
    ['what is no frame at all', Buffer.from('{"event":{}}'), false, 400, /no stream of event-stream frames/],
    ['a prelude of nothing', Buffer.alloc(16), false, 400, /no stream of event-stream frames/],
    ['half a frame', envelope(AUDIO).subarray(0, 50), true, 400, /inside of a frame/],
  ]

  it.each(MISTAKES)('are refused before the answer begins: %s', async (_, bytes, isLast, status, message) => {
    const { url } = await startHttp2Upstream(() => undefined)
    const proxy = await startProxyTo(url)
    const { stream, head } = openEventStream(proxy.url)
    stream.write(bytes)
    if (isLast) stream.end()
    expect(await head).toMatchObject({ ':status': status })
    expect(JSON.parse(await text(stream)).message).toMatch(message)
    await expect.poll(() => proxy.records()).toMatchObject([{ status, ending: 'answered-here', fault: 'client' }])
  })

  it.each(MISTAKES)('are refused in the midst of the answer: %s', async (_title, bytes, isLast, _status, message) => {
    const { proxy, simulator } = await startSonic()
    const { stream, ending, frames } = openEventStream(proxy.url)
    stream.write(envelope(AUDIO))
    await expect.poll(() => frames).toHaveLength(1)
    stream.write(bytes)
    if (isLast) stream.end()
    expect(await ending).toBe('end')
    expect(heardIn(frames[1] ?? Buffer.alloc(0))).toEqual(['validationException', expect.stringMatching(message)])
    await expect.poll(() => simulator.requests).toMatchObject([{ aborted: true, events: [AUDIO] }])
    await expect.poll(() => proxy.records()).toMatchObject([{ status: 200, ending: 'answered-here', fault: 'client' }])
  })

  it('are refused above the cap, by what they claim', async () => {
    const { proxy } = await startSonic({ maxBodyBytes: 1000 })
    const { stream, head } = openEventStream(proxy.url)
    stream.write(envelope(innerFrame({ audioInput: { content: 'x'.repeat(1000) } })))
    expect(await head).toMatchObject({ ':status': 413 })
  })
})

describe('An upstream', () => {
  const FAULTS: readonly [title: string, fault: Fault, ending: string][] = [
    ['resets between two frames', { kind: 'reset-between-frames' }, 'end'],
    ['resets inside of a frame', { kind: 'reset-mid-frame' }, 'Stream closed with error code NGHTTP2_INTERNAL_ERROR'],
    ['ends inside of a frame', { kind: 'clean-end-mid-frame' }, 'Stream closed with error code NGHTTP2_INTERNAL_ERROR'],
  ]

  it.each(FAULTS)('that %s never looks like one that is done', async (_, fault, expected) => {
    const { proxy, simulator } = await startSonic()
    simulator.misbehave(fault)
    const { stream, ending, frames } = openEventStream(proxy.url)
    stream.write(envelope(AUDIO))
    expect(await ending).toBe(expected)
    if (expected === 'end') expect(heardIn(frames.at(-1) ?? Buffer.alloc(0))).toEqual(BROKEN)
    await expect.poll(() => proxy.records()).toMatchObject([{ status: 200, ending: 'upstream-broke' }])
  })

  it.each([constants.NGHTTP2_NO_ERROR, constants.NGHTTP2_CANCEL, constants.NGHTTP2_REFUSED_STREAM])(
    'that resets with code %i never looks like one that is done',
    async (code) => {
      const reset = Buffer.from('000004030000000001', 'hex')
      const errorCode = Buffer.alloc(4)
      errorCode.writeUInt32BE(code)
      const upstream = await startHttp2Upstream((stream) => {
        stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' })
        stream.write(innerFrame({ audioOutput: {} }))
      })
      const proxy = await startProxyTo(upstream.url)
      const { ending, frames } = openEventStream(proxy.url)
      await expect.poll(() => frames).toHaveLength(1)
      upstream.sockets[0]?.write(Buffer.concat([reset, errorCode]))
      expect(await ending).toBe('end')
      expect(frames.map(heardIn)).toEqual([['audioOutput'], BROKEN])
      await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke' }])
    },
  )

  it('that ends early ends the stream of the client, which may still be speaking', async () => {
    const { proxy, simulator } = await startSonic()
    simulator.misbehave({ kind: 'clean-end-between-frames' })
    const { stream, ending, frames } = openEventStream(proxy.url)
    stream.write(envelope(AUDIO))
    expect(await ending).toBe('end')
    expect(frames.flatMap(heardIn)).toEqual(['completionStart', 'contentStart'])
    await expect.poll(() => stream.closed).toBe(true)
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'complete' }])
  })

  it('that resets before its answer is reported as unreachable', async () => {
    const { proxy, simulator } = await startSonic()
    simulator.misbehave({ kind: 'reset-before-head' })
    const { head, stream } = openEventStream(proxy.url)
    expect(await head).toMatchObject({ ':status': 503, 'x-amzn-errortype': 'ServiceUnavailableException' })
    expect(await text(stream)).toContain('broke the stream off before it answered')
  })

  it('that refuses gets its status and body through', async () => {
    const { proxy, simulator } = await startSonic()
    const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ThrottlingException' }
    simulator.misbehave({ kind: 'status', status: 429, headers, body: '{"message":"Too many"}' })
    const { head, stream } = openEventStream(proxy.url)
    stream.write(envelope(AUDIO))
    expect(await head).toMatchObject({ ':status': 429, 'x-amzn-errortype': 'ThrottlingException' })
    expect(await text(stream)).toBe('{"message":"Too many"}')
    await expect.poll(() => proxy.records()).toMatchObject([{ status: 429, ending: 'complete' }])
  })

  it.each([
    ['before its head', { kind: 'never-answers' } as const, 408],
    ['in mid-stream', { kind: 'silence', frames: 2 } as const, 200],
  ])('that is silent like its client is given up %s', async (_, fault, status) => {
    const { proxy, simulator } = await startSonic({ idleTimeoutMs: 200 })
    simulator.misbehave(fault)
    const { head } = openEventStream(proxy.url)
    expect(await head).toMatchObject({ ':status': status })
    await expect.poll(() => proxy.records()).toHaveLength(1)
    await expect.poll(() => simulator.requests).toMatchObject([{ aborted: true }])
  })
})

describe('A side that speaks', () => {
  it('keeps a silent one from being given up', async () => {
    const idleTimeoutMs = 300
    const { proxy } = await startSonic({ idleTimeoutMs })
    const { stream, ending } = openEventStream(proxy.url)
    const saying = setInterval(() => stream.write(envelope(innerFrame({ sessionStart: {} }))), idleTimeoutMs / 6)
    await new Promise((resolve) => setTimeout(resolve, 3 * idleTimeoutMs))
    clearInterval(saying)
    stream.end(END)
    expect(await ending).toBe('end')
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'complete' }])
  })
})

describe('A slow side', () => {
  const MEGABYTE = innerFrame({ sessionStart: { filler: 'x'.repeat(768 * 1024) } })
  /** Windows and buffers on the way, amply. */
  const BOUND_BYTES = 16 * 1024 * 1024

  it('upstream pauses the client', async () => {
    const upstream = await startHttp2Upstream((stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' })
    })
    const proxy = await startProxyTo(upstream.url)
    const { stream, head } = openEventStream(proxy.url)
    await head
    let acceptedBytes = 0
    const frame = envelope(MEGABYTE)
    const pump = () =>
      stream.write(frame, () => {
        acceptedBytes += frame.length
        if (acceptedBytes < 8 * BOUND_BYTES) pump()
      })
    pump()
    expect(await whenStill(() => acceptedBytes)).toBeLessThan(BOUND_BYTES)
  })

  it('downstream pauses the upstream, and gets everything when it reads on', async () => {
    const { proxy, simulator } = await startSonic()
    const { stream, head, ending, frames } = openEventStream(proxy.url)
    const content = 'x'.repeat(256 * 1024)
    const count = 2 * Math.ceil(BOUND_BYTES / content.length)
    stream.write(envelope(AUDIO))
    await head
    stream.pause()
    const frame = envelope(innerFrame({ audioInput: { content } }))
    for (let i = 0; i < count; i++) stream.write(frame)
    stream.end(END)
    expect(await whenStill(() => simulator.requests[0]?.bytesWritten ?? 0)).toBeLessThan(BOUND_BYTES)
    stream.resume()
    expect(await ending).toBe('end')
    expect(frames).toHaveLength(count + 1)
  })
})

describe('A client that leaves', () => {
  it.each<[how: string, leave: (client: EventClient) => void]>([
    ['by a reset with CANCEL', ({ cancel }) => cancel()],
    ['by a reset with INTERNAL_ERROR', ({ stream }) => stream.destroy(new Error('Enough.'))],
    ['by the end of its connection', ({ stream }) => stream.session?.destroy()],
  ])('%s takes its stream upstream with it', async (_, leave) => {
    const { proxy, simulator } = await startSonic()
    const client = openEventStream(proxy.url)
    client.stream.write(envelope(AUDIO))
    await expect.poll(() => client.frames).toHaveLength(1)
    leave(client)
    await expect.poll(() => simulator.requests).toMatchObject([{ aborted: true }])
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', status: 200 }])
  })

  it('before the head takes its stream upstream with it', async () => {
    const { proxy, simulator } = await startSonic()
    simulator.misbehave({ kind: 'never-answers' })
    const { cancel } = openEventStream(proxy.url)
    await expect.poll(() => simulator.requests).toHaveLength(1)
    cancel()
    await expect.poll(() => simulator.requests).toMatchObject([{ aborted: true }])
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left' }])
  })

  it('while a slow upstream has paused it takes its stream upstream with it', async () => {
    const upstream = await startHttp2Upstream((stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' })
    })
    const proxy = await startProxyTo(upstream.url)
    const { stream, head } = openEventStream(proxy.url)
    await head
    for (let i = 0; i < 8; i++) stream.write(envelope(innerFrame({ audioInput: { content: 'x'.repeat(1024 * 1024) } })))
    stream.close(constants.NGHTTP2_NO_ERROR)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left' }])
  })
})

/** A count once it has stopped growing. */
async function whenStill(count: () => number): Promise<number> {
  let last = -1
  const isStill = () => {
    const now = count()
    const wasStill = now > 0 && now === last
    last = now
    return wasStill
  }
  await expect.poll(isStill, { interval: 200 }).toBe(true)
  return last
}
