import { once } from 'node:events'
import { connect as connectPlain } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  END_HEADERS,
  END_STREAM,
  ERROR_CODES,
  frame,
  framesIn,
  GOAWAY,
  HEADERS,
  headerBlock,
  PREFACE,
  RST_STREAM,
  SETTINGS,
  uint32,
} from '../conformance/http2-frames.ts'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { connectTo, exchangeRaw, parseRaw } from '../fixtures/raw-exchange.ts'
import { signAsClient } from '../fixtures/sign-as-client.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const HEAD = `POST ${modelPath('converse')} HTTP/1.1\r\nhost: localhost\r\n`
const LIMITS = { maxBodyBytes: 1000, maxBufferedBytes: 1500 }

describe('T11: nobody can use up the memory', () => {
  it('by a body that is too large', async () => {
    const { proxy, simulator } = await startPair(LIMITS)
    const answer = parseRaw(await exchangeRaw(proxy.url, `${HEAD}content-length: 1001\r\n\r\n`, { halfClose: true }))
    expect(answer.status).toBe(413)
    expect(simulator.requests).toEqual([])
  })

  it('by headers that are too large', async () => {
    const { proxy } = await startPair()
    const answer = parseRaw(await exchangeRaw(proxy.url, `${HEAD}x: ${'x'.repeat(70_000)}\r\n\r\n`))
    expect(answer.status).toBe(431)
  })

  it('by an identifier that is too long', async () => {
    const { proxy } = await startPair()
    expect((await post(proxy.url, modelPath('converse', 'a'.repeat(2049)))).status).toBe(400)
  })

  it('by a body that never ends', async () => {
    const { proxy } = await startPair({ idleTimeoutMs: 200 })
    expect(
      parseRaw(await exchangeRaw(proxy.url, `${HEAD}connection: close\r\ncontent-length: 9\r\n\r\n{`)).status,
    ).toBe(408)
  })

  it('by more HTTP/2 streams at a time than may be: the next one is refused, and the others go on', async () => {
    const { proxy } = await startPair()
    const session = await connectHttp2(proxy.url)
    for (let i = 0; i < 256; i++) session.write(openStream(2 * i + 1))
    session.write(openStream(513))
    await expect.poll(() => session.frames().filter(({ type }) => type === RST_STREAM)).toHaveLength(1)
    const [refusal] = session.frames().filter(({ type }) => type === RST_STREAM)
    expect([refusal?.streamId, ERROR_CODES[refusal?.payload.readUInt32BE() ?? 0]]).toEqual([513, 'REFUSED_STREAM'])
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(200)
  })

  it('by HTTP/2 streams that are reset as soon as they are opened: a GOAWAY, and nothing more is heard', async () => {
    const { proxy, simulator } = await startPair()
    const session = await connectHttp2(proxy.url)
    for (let i = 0; i < 1500; i++) {
      session.write(Buffer.concat([openStream(2 * i + 1), frame(RST_STREAM, 0, 2 * i + 1, uint32(8))]))
    }
    await expect.poll(() => session.frames().some(({ type }) => type === GOAWAY)).toBe(true)
    session.write(openStream(3001, END_HEADERS | END_STREAM))
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(200)
    expect(session.frames().filter(({ type }) => type === HEADERS)).toEqual([])
    expect(simulator.requests).toHaveLength(1)
  })

  it.each([
    ['whose lengths are told', `content-length: 1000\r\n\r\n${'x'.repeat(700)}`],
    ['that come in chunks', `transfer-encoding: chunked\r\n\r\n2bc\r\n${'x'.repeat(700)}\r\n`],
  ])('by bodies %s, which together are too many: 503 until one of them has ended', async (_, beginning) => {
    const pair = await startPair(LIMITS)
    const first = await connectTo(pair.proxy.url)
    first.write(HEAD + beginning)
    const second = await expectNoRoom(pair)
    expect(second.head).toContain('retry-after: 1\r\n')
    expect(second.head).toContain('x-amzn-errortype: serviceunavailableexception')
    expect(JSON.parse(second.body).message).toContain('--max-buffered-bytes')
    first.destroy()
    const large = JSON.stringify({ text: 'x'.repeat(900) })
    await expect.poll(async () => (await post(pair.proxy.url, modelPath('converse'), large)).status).toBe(200)
    for (let i = 0; i < 5; i++) expect((await post(pair.proxy.url, modelPath('converse'), large)).status).toBe(200)
  })

  it('by a body in chunks that arrives while others take the room', async () => {
    const pair = await startPair(LIMITS)
    const first = await connectTo(pair.proxy.url)
    first.write(`${HEAD}content-length: 1000\r\n\r\n${'x'.repeat(700)}`)
    await expectNoRoom(pair)
    const second = await connectTo(pair.proxy.url)
    second.write(`${HEAD}transfer-encoding: chunked\r\n\r\n384\r\n${'x'.repeat(900)}\r\n`)
    const [answer] = await once(second, 'data')
    expect(parseRaw(String(answer)).status).toBe(503)
    expect(pair.simulator.requests).toEqual([])
  })
})

describe('T11: what is made of a body counts beside it', () => {
  const message = (bytes: number, more: object = {}) =>
    JSON.stringify({ model: BARE, messages: [{ role: 'user', content: 'x'.repeat(bytes) }], ...more })

  it.each([
    [400, 200],
    [800, 503],
  ])('of a message of %i bytes whose tokens are counted, its base64: %i', async (bytes, status) => {
    const { proxy } = await startPair(LIMITS)
    const counted = await post(proxy.url, '/v1/messages/count_tokens', message(bytes))
    expect([counted.status, (await counted.text()).includes('--max-buffered-bytes')]).toEqual([status, status === 503])
  })

  it('and what a repair of it takes, decoded and encoded anew', async () => {
    const { proxy, simulator } = await startPair({ ...LIMITS, maxBufferedBytes: 2000 })
    const counted = await post(proxy.url, '/v1/messages/count_tokens', message(400, { no_such_field: 1 }))
    expect([counted.status, simulator.requests.length]).toEqual([503, 1])
  })
})

describe("T11: nobody spends another's room", () => {
  it('by lengths that are declared and never sent', async () => {
    const { proxy } = await startPair(LIMITS)
    for (let i = 0; i < 16; i++) (await connectTo(proxy.url)).write(`${HEAD}content-length: 1000\r\n\r\nx`)
    const large = JSON.stringify({ text: 'x'.repeat(900) })
    expect((await post(proxy.url, modelPath('converse'), large)).status).toBe(200)
  })

  it('by signatures that do not hold: neither its quota nor its place', async () => {
    const clientToken = [{ name: 'laptop', token: 'secret' }]
    const { proxy, simulator } = await startPair({ clientToken, requestsPerMinute: 1, maxConcurrentRequests: 1 })
    for (const applyChecksum of [true, false]) {
      const request = { host: new URL(proxy.url).host, path: modelPath('converse'), body: '{"messages":[]}' }
      const headers = await signAsClient('secret', request, { applyChecksum })
      const forged = headers.authorization?.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) ?? ''
      for (let i = 0; i < 3; i++) {
        const refused = await post(proxy.url, request.path, request.body, { ...headers, authorization: forged })
        expect(refused.status).toBe(403)
      }
    }
    const held = await connectTo(proxy.url)
    const unproved = await signAsClient(
      'secret',
      { host: 'localhost', path: modelPath('converse'), body: 'x' },
      { applyChecksum: false },
    )
    const fields = Object.entries(unproved).map(([name, value]) => `${name}: ${value}\r\n`)
    held.write(`POST ${modelPath('converse')} HTTP/1.1\r\n${fields.join('')}content-length: 9\r\n\r\nx`)
    const honest = await post(proxy.url, modelPath('converse'), '{"messages":[]}', { 'x-api-key': 'secret' })
    expect([honest.status, simulator.requests.length]).toEqual([200, 1])
  })

  it('by answers that are never read: whoever comes gets a place', async () => {
    const { proxy } = await startPair({ maxConcurrentRequests: 20 })
    const session = connectPlain(proxy.url, { settings: { initialWindowSize: 0 } })
    onTestFinished(() => session.destroy())
    for (let i = 0; i < 60; i++) {
      const fields = { ':method': 'POST', ':path': modelPath('converse'), 'content-type': 'application/json' }
      session
        .request(fields)
        .on('error', () => undefined)
        .end('{"messages":[]}')
    }
    await expect.poll(() => proxy.records().filter(({ status }) => status === 200)).toHaveLength(20)
    const answer = async () => (await post(proxy.url, modelPath('converse'), '{"messages":[]}')).status
    expect(await answer()).toBe(503)
    await expect.poll(answer).toBe(200)
  })

  it('by taking more than its share while others have something under way', async () => {
    const { proxy, simulator } = await startPair({ maxConcurrentRequests: 4 })
    for (let i = 0; i < 9; i++) simulator.misbehave({ kind: 'never-answers' })
    const open = () => {
      const session = connectPlain(proxy.url)
      onTestFinished(() => session.destroy())
      return () => {
        const stream = session.request({ ':method': 'POST', ':path': modelPath('converse') })
        stream.on('error', () => undefined).end('{"messages":[]}')
        return stream
      }
    }
    const [mine, yours] = [open(), open()]
    yours()
    for (let i = 0; i < 2; i++) mine()
    await expect.poll(() => simulator.requests.length).toBe(3)
    const [refused] = await once(mine(), 'response')
    expect([refused[':status'], refused['retry-after']]).toEqual([503, '1'])
    yours()
    await expect.poll(() => simulator.requests.length).toBe(4)
  })
})

/** A request whose body is still to come, unless the flags end it. */
function openStream(streamId: number, flags = END_HEADERS): Buffer {
  const fields = [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', modelPath('converse')],
    [':authority', '127.0.0.1'],
  ] as const
  return frame(HEADERS, flags, streamId, headerBlock(fields))
}

/** An HTTP/2 connection, byte by byte, with the frames that have come so far. */
async function connectHttp2(url: string) {
  const socket = await connectTo(url)
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
  })
  socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)]))
  return { write: (bytes: Buffer) => socket.write(bytes), frames: () => framesIn(received) }
}

/** Waits until the body of the first request has taken its room. */
async function expectNoRoom({ proxy }: Pair): Promise<ReturnType<typeof parseRaw>> {
  const raw = `${HEAD}connection: close\r\ncontent-length: 900\r\n\r\n${' '.repeat(900)}`
  let answer = parseRaw(await exchangeRaw(proxy.url, raw))
  await expect
    .poll(async () => {
      answer = parseRaw(await exchangeRaw(proxy.url, raw))
      return answer.status
    })
    .toBe(503)
  return answer
}
