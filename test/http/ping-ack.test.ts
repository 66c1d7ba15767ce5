import { once } from 'node:events'
import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { passOverPingAck } from '../../src/http/ping-ack.ts'
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

async function openSession(url?: string) {
  const socket = await connectTo(url ?? (await startPair()).proxy.url)
  let received = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
  })
  socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)]))
  return { socket, frames: () => framesIn(received) }
}

/** A server that looks so many milliseconds later, and counts what its sessions would have ended for. */
async function startServer(lookAfterMs: number) {
  let passedOver = 0
  const server = createServer().on('session', (session) => {
    passOverPingAck(session, lookAfterMs)
    const { destroy } = session
    session.destroy = (error, code) => {
      passedOver++
      destroy(error, code)
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passedOver: () => passedOver }
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

it('A client gets the answers to its own PINGs before it is asked whether the session still lives', async () => {
  const { url, passedOver } = await startServer(60_000)
  const { socket, frames } = await openSession(url)
  const pings = () => frames().filter(({ type }) => type === PING)
  for (const times of [1, 2]) {
    socket.write(UNASKED)
    await expect.poll(passedOver).toBe(times)
    socket.write(frame(PING, 0, 0, 'my ping '))
    await expect.poll(() => pings().length).toBeGreaterThanOrEqual(times)
  }
  expect(pings().map(({ flags, payload }) => [flags, String(payload)])).toEqual([
    [ACK, 'my ping '],
    [ACK, 'my ping '],
  ])
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
