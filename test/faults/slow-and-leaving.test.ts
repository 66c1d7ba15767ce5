import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import type { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventFrame } from '../../src/simulator/event-frames.ts'
import type { Fault } from '../../src/simulator/faults.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { connectTo, exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { type Binary, startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'

const STREAM = modelPath('converse-stream')
const CONVERSE = modelPath('converse')
const MIB = 1024 * 1024
/** More than all buffers between Bedrock and a client take. */
const FLOOD = 150 * MIB
/** So many that what each costs is more than what memory comes and goes by. */
const READERS = 30

/** Ways to ask for a stream: resolves at once to where the answer's bytes come, paused, and to what leaves. */
const VERSIONS: readonly [version: string, ask: (url: string) => Promise<Asked>][] = [
  ['HTTP/1.1', askOverHttp1],
  ['HTTP/2', askOverHttp2],
]
type Asked = { readonly answer: Readable; leave(): void }

describe.each(VERSIONS)('Over %s, a client', { timeout: 60_000 }, (_, ask) => {
  it.skipIf(process.platform !== 'linux')('that reads slowly pauses Bedrock and costs no memory', async () => {
    const { binary, simulator } = await startPair()
    await warmUp(binary, simulator, 1)
    const before = binary.residentBytes()
    simulator.misbehave({ kind: 'flood', bytes: FLOOD })
    const { answer } = await ask(binary.url)
    expect(await bytesWhenStill(simulator)).toBeLessThan(50 * MIB)
    const grown = [binary.residentBytes() - before]
    let received = 0
    for await (const chunk of answer) {
      if (Math.floor((received + chunk.length) / MIB) > Math.floor(received / MIB))
        grown.push(binary.residentBytes() - before)
      received += chunk.length
      if (received >= FLOOD) break
    }
    expect(grown.length).toBeGreaterThan(50)
    expect(Math.max(...grown)).toBeLessThan(FLOOD / 2)
  })

  it.skipIf(process.platform !== 'linux')('that never reads costs at most three mebibytes, and is let go', async () => {
    const { binary, simulator } = await startPair(['--idle-timeout-ms', '1000'])
    await warmUp(binary, simulator, READERS)
    const [before, stalledBefore] = [binary.residentBytes(), stalled(binary)]
    for (let i = 0; i < READERS; i++) simulator.misbehave({ kind: 'flood', bytes: FLOOD })
    for (let i = 0; i < READERS; i++) await ask(binary.url)
    let most = 0
    const letGo = () => {
      most = Math.max(most, binary.residentBytes())
      return stalled(binary) - stalledBefore
    }
    await expect.poll(letGo, { timeout: 20_000 }).toBeGreaterThanOrEqual(READERS)
    expect(most - before).toBeLessThan(3 * READERS * MIB)
  })

  it.each<[string, Fault, boolean]>([
    ['before the head', { kind: 'never-answers' }, false],
    ['in mid-stream', { kind: 'silence', frames: 2 }, true],
    ['while it does not read', { kind: 'flood', bytes: FLOOD }, true],
  ])('that leaves %s takes the request upstream with it', async (_, fault, hasAnswer) => {
    const { binary, simulator } = await startPair()
    simulator.misbehave(fault)
    const { answer, leave } = await ask(binary.url)
    if (hasAnswer) await once(answer, 'readable')
    else await expect.poll(() => simulator.requests.length).toBe(1)
    leave()
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true)
    expect(simulator.requests).toHaveLength(1)
    await expect.poll(binary.log).toContain('"ending":"client-left"')
  })
})

describe('A body', () => {
  it.each([
    ['in the path', CONVERSE, ''],
    ['in the body', '/openai/v1/chat/completions', `"model":"${BARE}",`],
  ])('of 25 MB whose model is %s goes upstream as it is', async (_, path, model) => {
    const { binary, simulator } = await startPair()
    const body = `{${model}"messages":[],"padding":"${'x'.repeat(25_000_000)}"}`
    expect((await post(binary.url, path, body)).status).toBe(200)
    const [request] = simulator.requests
    expect(request?.signature).toBe('verified')
    expect(request?.body.equals(Buffer.from(body.replace(BARE, `eu.${BARE}`)))).toBe(true)
  })

  it('over the cap is refused with a 413, by its length and when it has none', async () => {
    const { binary, simulator } = await startPair(['--max-body-bytes', '1000'])
    const chunked = `3e9\r\n${'x'.repeat(1001)}\r\n0\r\n\r\n`
    const head = ['host: localhost', 'content-type: application/json']
    const answers = [
      await exchangeRaw(binary.url, rawRequest(`POST ${CONVERSE}`, head, 'x'.repeat(1001))),
      await exchangeRaw(
        binary.url,
        `${rawRequest(`POST ${CONVERSE}`, [...head, 'transfer-encoding: chunked'])}${chunked}`,
      ),
    ]
    for (const answer of answers) {
      expect(parseRaw(answer)).toMatchObject({
        status: 413,
        head: expect.stringContaining('requestentitytoolargeexception'),
      })
    }
    expect(simulator.requests).toEqual([])
  })
})

it('A head at the cap passes, and one above it is refused with a 431', async () => {
  const { binary, simulator } = await startPair()
  const withPadding = (bytes: number) =>
    exchangeRaw(
      binary.url,
      rawRequest(`POST ${CONVERSE}`, ['host: localhost', `x-padding: ${'x'.repeat(bytes)}`], '{}'),
    )
  expect(parseRaw(await withPadding(63 * 1024)).status).toBe(200)
  expect(parseRaw(await withPadding(64 * 1024))).toMatchObject({
    status: 431,
    head: expect.stringContaining('requestheaderfieldstoolargeexception'),
  })
  expect(simulator.requests).toHaveLength(1)
})

it.each(VERSIONS)('Frames of 1 MB come as they were sent, over %s', async (_, ask) => {
  const { binary, simulator } = await startPair()
  const frame = (text: string) => eventFrame('contentBlockDelta', { delta: { text: text.repeat(MIB) } })
  const body = Buffer.concat(['a', 'b', 'c', 'd', 'e'].map(frame))
  const headers = { 'content-type': 'application/vnd.amazon.eventstream', 'content-length': String(body.length) }
  simulator.misbehave({ kind: 'status', status: 200, headers, body })
  const { answer } = await ask(binary.url)
  let received: Buffer = Buffer.alloc(0)
  for await (const chunk of answer) {
    received = Buffer.concat([received, chunk])
    if (received.subarray(-body.length).equals(body)) break
  }
  expect(received.length).toBeGreaterThanOrEqual(body.length)
})

type Pair = { readonly binary: Binary; readonly simulator: Simulator }

async function startPair(args: readonly string[] = []): Promise<Pair> {
  const simulator = await startFrankfurt()
  return { simulator, binary: await startBinary({ upstreamUrl: simulator.url, args }) }
}

/** The answer as it is on the wire, its head included. */
async function askOverHttp1(url: string): Promise<Asked> {
  const socket = await connectTo(url)
  socket.write(`POST ${STREAM} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`)
  return { answer: socket, leave: () => socket.destroy() }
}

async function askOverHttp2(url: string): Promise<Asked> {
  const session = connectHttp2(url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': STREAM })
  stream.on('error', () => undefined).end('{}')
  return { answer: stream, leave: () => stream.destroy() }
}

/** How many clients it has let go. */
function stalled(binary: Binary): number {
  return binary.log().split('"brokenBy":"client-stalled"').length - 1
}

/**
 * Lets the heap and the buffers of the program reach the size at which they stay, with so many readers at once. On a busy machine one
 * of them may be so slow that it is let go.
 */
async function warmUp({ url }: Binary, simulator: Simulator, readers: number): Promise<void> {
  for (let i = 0; i < readers; i++) simulator.misbehave({ kind: 'flood', bytes: Math.ceil(WARM_UP / readers) })
  await Promise.allSettled(Array.from({ length: readers }, async () => (await post(url, STREAM)).arrayBuffer()))
}

/** What passes through before readers stop is garbage for a while, on a busy machine most of it at the same time. */
const WARM_UP = 150 * MIB

/** Bytes that the simulator has written of its latest answer once it has come to a halt. */
async function bytesWhenStill({ requests }: Simulator): Promise<number> {
  let last = -1
  const isStill = () => {
    const bytes = requests[1]?.bytesWritten ?? 0
    const wasStill = bytes > 0 && bytes === last
    last = bytes
    return wasStill
  }
  await expect.poll(isStill, { interval: 200 }).toBe(true)
  return last
}
