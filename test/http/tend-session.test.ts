import { once } from 'node:events'
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type SessionTimeouts, tendSession } from '../../src/http/tend-session.ts'
import {
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  framesIn,
  HEADERS,
  headerBlock,
  PING,
  PREFACE,
  SETTINGS,
  settingsPayload,
  uint32,
  WINDOW_UPDATE,
} from '../conformance/http2-frames.ts'

const HELLO = Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)])
const GET = headerBlock([
  [':method', 'GET'],
  [':scheme', 'http'],
  [':path', '/'],
  [':authority', 'a'],
])
const REQUEST = frame(HEADERS, END_HEADERS | END_STREAM, 1, GET)
const VIOLATION = frame(DATA, END_STREAM, 7, 'on an idle stream')

describe('A session ends', () => {
  it.each([
    ['its client never opens a stream', ''],
    ['its client never ends the headers of a stream', frame(HEADERS, 0, 1, GET)],
    ['its client only sends PINGs', frame(PING, 0, 0, '12345678')],
  ])('where %s', async (_, bytes) => {
    const { socket, session } = await start({ firstStreamMs: 100 }, (stream) => stream.respond())
    socket.write(Buffer.concat([HELLO, Buffer.from(bytes)]))
    await closeOf(await session)
  })

  it('some time after its last stream', async () => {
    const { socket, session } = await start({ firstStreamMs: 50, keepAliveMs: 200 }, (stream) => stream.end('done'))
    socket.write(Buffer.concat([HELLO, REQUEST]))
    await closeOf(await session)
  })

  it('where it has broken the protocol, whether or not its client goes', async () => {
    const { socket, session } = await start({}, (stream) => stream.end())
    socket.write(Buffer.concat([HELLO, VIOLATION]))
    await closeOf(await session)
  })

  it('where it has broken the protocol while a stream was open', async () => {
    const { socket, session } = await start({}, (stream) => stream.respond())
    socket.write(Buffer.concat([HELLO, REQUEST, VIOLATION]))
    await closeOf(await session)
  })
})

describe('A session lives on', () => {
  /** Longer than a busy machine keeps a request that has been written from being read, for it is looked at as often. */
  const firstStreamMs = 150

  it('while a stream is open, however quiet', async () => {
    const { socket } = await start({ firstStreamMs, keepAliveMs: 20 }, (stream) => {
      setTimeout(() => stream.end('late'), 4 * firstStreamMs)
    })
    socket.write(Buffer.concat([HELLO, REQUEST]))
    expect((await bodyOf(socket)).toString()).toBe('late')
  })

  it('while its client reads nothing for a time, and sends on', async () => {
    const { socket } = await start({ firstStreamMs }, (stream) => stream.end(Buffer.alloc(LARGE_BYTES)))
    const largeWindows = [
      frame(SETTINGS, 0, 0, settingsPayload([[4, 0x7fffffff]])),
      frame(WINDOW_UPDATE, 0, 0, uint32(0x7f000000)),
    ]
    socket.pause().write(Buffer.concat([PREFACE, ...largeWindows, REQUEST]))
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setTimeout(resolve, firstStreamMs / 5))
      socket.write(frame(PING, 0, 0, '12345678'))
    }
    expect((await bodyOf(socket)).length).toBe(LARGE_BYTES)
  })
})

/** More than the buffers of a loopback connection hold. */
const LARGE_BYTES = 16 * 1024 * 1024

async function start(timeouts: Partial<SessionTimeouts>, onStream: (stream: ServerHttp2Stream) => void) {
  const server = createServer()
  const session = once(server, 'session').then(([opened]): ServerHttp2Session => opened)
  server.on('session', (opened) => tendSession(opened, { firstStreamMs: 60_000, keepAliveMs: 60_000, ...timeouts }))
  server.on('stream', (stream) => onStream(stream.on('error', () => undefined)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(async () => {
    socket.destroy()
    const opened = await session
    opened.destroy()
    server.close()
  })
  return { socket, session }
}

/** Node from 22 on tells of a violation before it closes. */
async function closeOf(session: ServerHttp2Session): Promise<void> {
  await new Promise((resolve) => session.on('error', () => undefined).once('close', resolve))
}

/** The body of the one response, once it has come to its end. */
async function bodyOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk)).resume()
  const data = () => framesIn(Buffer.concat(chunks)).filter(({ type }) => type === DATA)
  await expect.poll(() => data().some(({ flags }) => flags & END_STREAM)).toBeTruthy()
  return Buffer.concat(data().map(({ payload }) => payload))
}
