import { once } from 'node:events'
import { connect, createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'
import { watchReader } from '../../src/http/watch-reader.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'

const MIB = 1024 * 1024
const IDLE_MS = 1000

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it.each([
  ['HTTP/1.1', overHttp1],
  ['HTTP/2', overHttp2],
])(
  'over %s, a client that takes some of its answer is given the time anew, and one that takes nothing is told of',
  async (_, ask) => {
    const { response, reader, bytesToTake } = await ask()
    const onStill = vi.fn()
    onTestFinished(watchReader(response, IDLE_MS, onStill))
    for (const bytes of bytesToTake) {
      await take(reader, bytes)
      vi.advanceTimersByTime(IDLE_MS)
      expect(onStill).not.toHaveBeenCalled()
    }
    vi.advanceTimersByTime(IDLE_MS)
    expect(onStill).toHaveBeenCalledOnce()
  },
)

it('looks no more when it is told to end', async () => {
  const { response } = await overHttp1()
  const onStill = vi.fn()
  watchReader(response, IDLE_MS, onStill)()
  vi.advanceTimersByTime(10 * IDLE_MS)
  expect(onStill).not.toHaveBeenCalled()
})

type Asked = { readonly response: OutgoingResponse; readonly reader: Readable; readonly bytesToTake: number[] }

/** One write, of which the system takes piece after piece. */
async function overHttp1(): Promise<Asked> {
  let response: OutgoingResponse | undefined
  const url = await startHttpServer((_, one) => {
    response = one.end(Buffer.alloc(64 * MIB))
  })
  const reader = await connectTo(url)
  reader.pause().write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
  await once(reader, 'readable')
  return { response: response as unknown as OutgoingResponse, reader, bytesToTake: [16 * MIB, 16 * MIB] }
}

/** Two writes, as a relay makes them. */
async function overHttp2(): Promise<Asked> {
  let response: OutgoingResponse | undefined
  const server = createServer((_, one) => {
    one.write(Buffer.alloc(MIB))
    response = one.end(Buffer.alloc(MIB))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    session.destroy()
    server.close()
  })
  const reader = session.request({ ':path': '/' })
  await once(reader, 'readable')
  return { response: response as unknown as OutgoingResponse, reader, bytesToTake: [MIB + 100_000] }
}

/** Reads so many bytes, and then no more. */
async function take(reader: Readable, bytes: number): Promise<void> {
  let taken = 0
  while (taken < bytes) {
    const chunk = reader.read()
    if (chunk) taken += chunk.length
    else await once(reader, 'readable')
  }
}
