import { expect, it } from 'vitest'
import {
  ACK,
  END_HEADERS,
  END_STREAM,
  frame,
  framesIn,
  GOAWAY,
  HEADERS,
  headerBlock,
  PING,
  PREFACE,
  SETTINGS,
} from '../conformance/http2-frames.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startPair } from '../fixtures/start-pair.ts'

const UNASKED = frame(PING, ACK, 0, 'nobodys ')
const REQUEST = headerBlock([
  [':method', 'GET'],
  [':scheme', 'http'],
  [':path', '/healthz'],
  [':authority', '127.0.0.1'],
])

async function openSession() {
  const { proxy } = await startPair()
  const socket = await connectTo(proxy.url)
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
  })
  socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)]))
  return { socket, frames: () => framesIn(received) }
}

it('A PING acknowledgement that nobody asked for is passed over', async () => {
  const { socket, frames } = await openSession()
  socket.write(UNASKED)
  socket.write(frame(PING, 0, 0, 'my ping '))
  socket.write(frame(HEADERS, END_HEADERS | END_STREAM, 1, REQUEST))
  await expect.poll(() => frames().some(({ type }) => type === HEADERS)).toBe(true)
  const answers = frames().filter(({ type, flags }) => type === PING && flags === ACK)
  expect(answers.map(({ payload }) => String(payload))).toEqual(['my ping '])
  expect(frames().some(({ type }) => type === GOAWAY)).toBe(false)
})

it('one after the other is not', async () => {
  const { socket } = await openSession()
  for (let i = 0; i < 20; i++) socket.write(UNASKED)
  await expect.poll(() => socket.readableEnded || socket.destroyed).toBe(true)
})

it('A frame that breaks the protocol ends the session with a GOAWAY, as ever', async () => {
  const { socket, frames } = await openSession()
  socket.write(frame(HEADERS, END_HEADERS | END_STREAM, 2, REQUEST))
  await expect
    .poll(() =>
      frames()
        .find(({ type }) => type === GOAWAY)
        ?.payload.readUInt32BE(4),
    )
    .toBe(1)
  await expect.poll(() => socket.readableEnded || socket.destroyed).toBe(true)
})
