import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Fault } from '../../src/simulator/faults.ts'
import { modelPath } from '../fixtures/model-requests.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { type Pair, startPair } from '../fixtures/start-pair.ts'

const PATHS = [modelPath('converse-stream'), '/guardrail/abc/version/1/apply']

/** Where a client may leave, and what it has received by then. */
const MOMENTS: readonly [moment: string, fault: Fault, hasHead: boolean][] = [
  ['before the head', { kind: 'never-answers' }, false],
  ['in mid-stream', { kind: 'silence', frames: 2 }, true],
]

describe.each(PATHS)('A client of %s that leaves', (path) => {
  it.each(MOMENTS)('%s takes the request upstream with it, over HTTP/1.1', async (_, fault, hasHead) => {
    const pair = await startPair()
    pair.simulator.misbehave(fault)
    const socket = await connectTo(pair.proxy.url)
    socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}`)
    if (hasHead) await once(socket, 'data')
    else await expect.poll(() => pair.simulator.requests.length).toBe(1)
    socket.destroy()
    await expectAborted(pair)
  })

  it.each(MOMENTS)('%s takes the request upstream with it, over HTTP/2', async (_, fault, hasHead) => {
    const pair = await startPair()
    pair.simulator.misbehave(fault)
    const session = connect(pair.proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': path })
    stream.on('error', () => undefined).end('{}')
    if (hasHead) await once(stream, 'response')
    else await expect.poll(() => pair.simulator.requests.length).toBe(1)
    stream.destroy()
    await expectAborted(pair)
  })

  it.each(MOMENTS)(
    '%s takes the request upstream with it when its HTTP/2 connection ends',
    async (_, fault, hasHead) => {
      const pair = await startPair()
      pair.simulator.misbehave(fault)
      const socket = await connectTo(pair.proxy.url)
      const session = connect(pair.proxy.url, { createConnection: () => socket })
      onTestFinished(() => session.destroy())
      const stream = session.on('error', () => undefined).request({ ':method': 'POST', ':path': path })
      stream.on('error', () => undefined).end('{}')
      if (hasHead) await once(stream, 'response')
      else await expect.poll(() => pair.simulator.requests.length).toBe(1)
      socket.destroy()
      await expectAborted(pair)
    },
  )
})

it('A client that leaves in the middle of its body is no request to Bedrock', async () => {
  const { proxy, simulator } = await startPair()
  const socket = await connectTo(proxy.url)
  socket.write(`POST ${PATHS[0]} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{}`)
  socket.resetAndDestroy()
  await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', attempts: 0 }])
  expect(simulator.requests).toEqual([])
})

describe('A client that does not read', () => {
  const FLOOD_BYTES = 256 * 1024 * 1024
  /** Socket buffers of the kernel and of Node on both sides of the proxy, amply. */
  const BOUND_BYTES = 64 * 1024 * 1024

  it('pauses Bedrock, over HTTP/1.1', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'flood', bytes: FLOOD_BYTES })
    const socket = await connectTo(proxy.url)
    socket.pause()
    socket.write(`POST ${PATHS[0]} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}`)
    expect(await bytesWhenStill(simulator)).toBeLessThan(BOUND_BYTES)
  })

  it('pauses Bedrock, over HTTP/2, and gets the rest when it reads on', async () => {
    const { proxy, simulator } = await startPair()
    const bytes = 32 * 1024 * 1024
    simulator.misbehave({ kind: 'flood', bytes })
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke') })
    stream.end('{}')
    expect(await bytesWhenStill(simulator)).toBeLessThan(bytes)
    let received = 0
    stream.on('data', (chunk) => {
      received += chunk.length
    })
    await once(stream, 'end')
    expect(received).toBe(bytes)
  })
})

async function expectAborted({ proxy, simulator }: Pair): Promise<void> {
  await expect.poll(() => simulator.requests[0]?.aborted).toBe(true)
  await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left' }])
  expect(proxy.records()[0]?.brokenBy).toBeUndefined()
  expect(simulator.requests).toHaveLength(1)
}

/** Bytes that the simulator has written once it has come to a halt. */
async function bytesWhenStill({ requests }: Pair['simulator']): Promise<number> {
  let last = -1
  const isStill = () => {
    const bytes = requests[0]?.bytesWritten ?? 0
    const wasStill = bytes > 0 && bytes === last
    last = bytes
    return wasStill
  }
  await expect.poll(isStill, { interval: 200 }).toBe(true)
  return last
}
