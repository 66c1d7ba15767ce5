import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { modelPath, post, REPLY } from '../fixtures/model-requests.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { type Binary, startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { type Relay, startRelay } from '../fixtures/start-relay.ts'

const STREAM = modelPath('converse-stream')
const CONVERSE = modelPath('converse')

describe('SIGTERM', () => {
  it('ends a proxy with 0 at once whose connections are idle, whatever they speak', async () => {
    const { binary } = await startChain()
    await connectTo(binary.url)
    const kept = await connectTo(binary.url)
    kept.write(headOf('GET /healthz', 0))
    await once(kept, 'data')
    await openSession(binary)
    binary.signal('SIGTERM')
    expect(await binary.ended).toBe(0)
  })

  it('waits for a body that is being uploaded, and for its answer', async () => {
    const { binary, simulator } = await startChain()
    const socket = await connectTo(binary.url)
    socket.write(`${headOf(`POST ${CONVERSE}`, 2)}{`)
    await post(binary.url, CONVERSE)
    await stopAccepting(binary)
    socket.write('}')
    expect(await text(socket)).toContain(REPLY)
    expect(await binary.ended).toBe(0)
    expect(simulator.requests).toHaveLength(2)
  })

  it('waits for an answer that has not begun, which then ends its connection', async () => {
    const { binary, relay, simulator } = await startChain()
    relay.befall({ kind: 'stall', afterBytes: 0 })
    const socket = await connectTo(binary.url)
    socket.write(`${headOf(`POST ${CONVERSE}`, 2)}{}`)
    await expect.poll(() => simulator.requests.length).toBe(1)
    await stopAccepting(binary)
    relay.release()
    const answer = await text(socket)
    expect(answer).toContain(REPLY)
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n')
    expect(await binary.ended).toBe(0)
  })

  it.each([
    ['HTTP/1.1', (binary: Binary) => post(binary.url, STREAM).then((response) => () => response.text())],
    ['HTTP/2', streamOverHttp2],
  ])('lets a stream over %s come to its end', async (_, startStream) => {
    const { binary, relay } = await startChain()
    relay.befall({ kind: 'stall', afterBytes: 400 })
    const readStream = await startStream(binary)
    await stopAccepting(binary)
    relay.release()
    expect(await readStream()).toContain('messageStop')
    expect(await binary.ended).toBe(0)
  })

  it('answers a second request that a connection brought before its first was answered', async () => {
    const { binary, simulator } = await startChain()
    simulator.misbehave({ kind: 'late', afterMs: 1000 })
    const socket = await connectTo(binary.url)
    const request = `${headOf(`POST ${CONVERSE}`, 2)}{}`
    socket.write(request + request)
    await expect.poll(() => simulator.requests.length).toBe(1)
    await stopAccepting(binary)
    const answers = await text(socket)
    expect(answers.split(REPLY)).toHaveLength(3)
    expect(await binary.ended).toBe(0)
  })

  it('takes no further request over an HTTP/2 connection that it lets finish', async () => {
    const { binary, relay } = await startChain()
    relay.befall({ kind: 'stall', afterBytes: 400 })
    const session = await openSession(binary)
    const stream = session.request({ ':method': 'POST', ':path': STREAM }).end('{}')
    await once(stream, 'response')
    const goneAway = once(session, 'goaway')
    binary.signal('SIGTERM')
    await expect.poll(() => resetCodeOf(session, '/healthz')).toBe(constants.NGHTTP2_REFUSED_STREAM)
    relay.release()
    expect(await text(stream)).toContain('messageStop')
    await goneAway
    expect(await binary.ended).toBe(0)
  })

  it('cuts what outlasts the drain timeout, and says so', async () => {
    const { binary, relay } = await startChain(['--drain-timeout-ms', '300'])
    relay.befall({ kind: 'stall', afterBytes: 400 })
    const stream = await post(binary.url, STREAM)
    binary.signal('SIGTERM')
    await expect(stream.text()).rejects.toThrow()
    expect(await binary.ended).toBe(0)
    expect(binary.log()).toContain('The drain timeout has passed')
  })
})

describe('A second signal', () => {
  it.each([
    ['while a body is uploaded', 1_000_000, `${headOf(`POST ${CONVERSE}`, 2)}{`],
    ['before the head', 0, `${headOf(`POST ${CONVERSE}`, 2)}{}`],
    ['in mid-stream', 400, `${headOf(`POST ${STREAM}`, 2)}{}`],
  ])('ends the proxy with 1 %s', async (_, afterBytes, request) => {
    const { binary, relay } = await startChain()
    relay.befall({ kind: 'stall', afterBytes })
    const socket = await connectTo(binary.url)
    socket.write(request)
    await post(binary.url, '/nothing')
    await stopAccepting(binary)
    binary.signal('SIGINT')
    expect(await binary.ended).toBe(1)
  })
})

type Chain = { readonly binary: Binary; readonly relay: Relay; readonly simulator: Simulator }

/** Client → built program → relay → simulator. */
async function startChain(args: readonly string[] = []): Promise<Chain> {
  const simulator = await startFrankfurt()
  const relay = await startRelay(simulator.url)
  return { simulator, relay, binary: await startBinary({ upstreamUrl: relay.url, args }) }
}

function headOf(methodAndTarget: string, contentLength: number): string {
  return `${methodAndTarget} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${contentLength}\r\n\r\n`
}

async function openSession({ url }: Binary): Promise<ClientHttp2Session> {
  const session = connectHttp2(url)
  onTestFinished(() => session.destroy())
  await once(session, 'remoteSettings')
  return session
}

/** Resolves when the answer has begun, to what reads it. */
async function streamOverHttp2(binary: Binary): Promise<() => Promise<string>> {
  const session = await openSession(binary)
  const stream = session.request({ ':method': 'POST', ':path': STREAM }).end('{}')
  await once(stream, 'response')
  return () => text(stream)
}

/** Asks for a path; resolves to the code with which the stream was reset, or to 0. */
function resetCodeOf(session: ClientHttp2Session, path: string): Promise<number | undefined> {
  const stream = session.request({ ':path': path })
  stream.on('error', () => undefined).resume()
  return new Promise((resolve) => stream.once('close', () => resolve(stream.rstCode)))
}

/** Sends SIGTERM; resolves when nobody can connect any more. */
async function stopAccepting({ url, signal }: Binary): Promise<void> {
  signal('SIGTERM')
  await expect.poll(() => canConnect(url), { interval: 20 }).toBe(false)
}

function canConnect(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(port), hostname)
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
