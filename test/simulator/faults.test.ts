import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:http2'
import * as https from 'node:https'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Fault } from '../../src/simulator/faults.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { decodeFrames } from '../fixtures/decode-frames.ts'
import { BEARER_TOKEN, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const PATH = '/model/eu.anthropic.claude-sonnet-4-6/converse-stream'
const AUTHORIZATION = `Bearer ${BEARER_TOKEN}`
const CERT = readFileSync(new URL('../fixtures/loopback-cert.pem', import.meta.url))
const KEY = readFileSync(new URL('../fixtures/loopback-key.pem', import.meta.url))

/** What a client sees: how far the answer came, and whether it ended properly. */
type Sight = { status?: number; frames: number; isMidFrame: boolean; ended: 'properly' | 'broken' }

const HEAD_ONLY = { status: 200, frames: 0, isMidFrame: false }
const MID_FRAME = { status: 200, frames: 2, isMidFrame: true }
const BETWEEN_FRAMES = { status: 200, frames: 2, isMidFrame: false }

const SIGHTS: [Fault, Sight][] = [
  [{ kind: 'reset-before-head' }, { frames: 0, isMidFrame: false, ended: 'broken' }],
  [{ kind: 'reset-after-head' }, { ...HEAD_ONLY, ended: 'broken' }],
  [{ kind: 'reset-mid-frame' }, { ...MID_FRAME, ended: 'broken' }],
  [{ kind: 'reset-between-frames' }, { ...BETWEEN_FRAMES, ended: 'broken' }],
  [{ kind: 'clean-end-mid-frame' }, { ...MID_FRAME, ended: 'properly' }],
  [{ kind: 'clean-end-between-frames' }, { ...BETWEEN_FRAMES, ended: 'properly' }],
  [
    { kind: 'exception-frame', exceptionType: 'throttlingException', message: 'Slow down.' },
    { ...BETWEEN_FRAMES, frames: 3, ended: 'properly' },
  ],
  [{ kind: 'one-byte-writes' }, { ...BETWEEN_FRAMES, frames: 9, ended: 'properly' }],
]

describe.each([
  ['HTTP/1.1', {}, callOverHttp1],
  ['HTTP/2', {}, callOverHttp2],
  ['TLS', { tls: { key: KEY, cert: CERT } }, callOverTls],
] as const)('Over %s', (_version, options, call) => {
  it.each(SIGHTS)('the client sees $kind as it is', async (fault, sight) => {
    const simulator = await startFrankfurt(options)
    simulator.misbehave(fault)
    expect(await call(simulator.url)).toEqual(sight)
    await simulator.requests[0]?.closed
    expect(simulator.requests[0]?.aborted).toBe(false)
  })

  it('the request after a fault is answered well', async () => {
    const simulator = await startFrankfurt(options)
    simulator.misbehave({ kind: 'reset-before-head' })
    await call(simulator.url)
    expect(await call(simulator.url)).toEqual({ ...BETWEEN_FRAMES, frames: 9, ended: 'properly' })
  })
})

it.each([{ kind: 'never-answers' }, { kind: 'silence' }, { kind: 'silence', frames: 2 }] as const)(
  '%o lasts until the client leaves',
  async (fault) => {
    const simulator = await startFrankfurt()
    simulator.misbehave(fault)
    const leave = new AbortController()
    const response = post(simulator, leave.signal)
    if (fault.kind === 'silence') expect((await response).status).toBe(200)
    else response.catch(() => {})
    await expect.poll(() => simulator.requests[0]?.signature).toBe('bearer')
    leave.abort()
    await simulator.requests[0]?.closed
    expect(simulator.requests[0]?.aborted).toBe(true)
  },
)

it('sends an ordered answer verbatim', async () => {
  const simulator = await startFrankfurt()
  simulator.misbehave({ kind: 'status', status: 429, headers: { 'x-odd': '1' }, body: 'slow down' })
  const response = await post(simulator)
  expect(response.status).toBe(429)
  expect(response.headers.get('x-odd')).toBe('1')
  expect(response.headers.get('x-amzn-requestid')).toBeNull()
  expect(await response.text()).toBe('slow down')
})

it('floods no faster than the client reads', async () => {
  const simulator = await startFrankfurt()
  const bytes = 64 * 1024 * 1024
  simulator.misbehave({ kind: 'flood', bytes })
  const response = await answerOver(
    request(simulator.url + PATH, { method: 'POST', headers: { authorization: AUTHORIZATION } }),
  )
  const [flooded] = simulator.requests
  await expect.poll(() => flooded?.bytesWritten).toBeGreaterThan(0)
  expect(flooded?.bytesWritten).toBeLessThan(bytes)
  let received = 0
  response.on('data', (chunk: Buffer) => {
    received += chunk.length
  })
  await once(response, 'end')
  expect(received).toBe(bytes)
  expect(flooded?.bytesWritten).toBe(bytes)
})

it('breaks a kept connection when its next request arrives, and serves a new one', async () => {
  const simulator = await startFrankfurt()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const call = () =>
    answerOver(
      request(simulator.url + PATH, { method: 'POST', agent, headers: { authorization: AUTHORIZATION } }),
    ).then(sightOf)
  simulator.misbehave({ kind: 'close-idle' })
  expect((await call()).ended).toBe('properly')
  await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect((await call()).ended).toBe('properly')
  expect(simulator.requests.map((arrived) => arrived.status)).toEqual([200, undefined, 200])
})

it('spares the control plane', async () => {
  const simulator = await startFrankfurt()
  simulator.misbehave({ kind: 'never-answers' })
  const response = await fetch(`${simulator.url}/foundation-models`, { headers: { authorization: AUTHORIZATION } })
  expect(response.status).toBe(200)
  await response.body?.cancel()
})

function post(simulator: Simulator, signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', headers: { authorization: AUTHORIZATION }, body: '{}' }
  return fetch(simulator.url + PATH, { ...init, ...(signal && { signal }) })
}

/** A reset shows on the request and on its response; the tests look at the response. */
async function answerOver(outgoing: ReturnType<typeof request>): Promise<IncomingMessage> {
  outgoing.on('error', () => {}).end('{}')
  const [response] = await once(outgoing, 'response')
  return response
}

function callOverHttp1(url: string): Promise<Sight> {
  return sightOfCall(request(url + PATH, { method: 'POST', headers: { authorization: AUTHORIZATION } }))
}

function callOverTls(url: string): Promise<Sight> {
  return sightOfCall(https.request(url + PATH, { method: 'POST', ca: CERT, headers: { authorization: AUTHORIZATION } }))
}

function sightOfCall(outgoing: ReturnType<typeof request>): Promise<Sight> {
  return answerOver(outgoing).then(sightOf, () => ({ frames: 0, isMidFrame: false, ended: 'broken' }))
}

async function sightOf(response: IncomingMessage): Promise<Sight> {
  const seen = await drain(response)
  return { ...(response.statusCode !== undefined && { status: response.statusCode }), ...seen }
}

async function callOverHttp2(url: string): Promise<Sight> {
  const session = connect(url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': PATH, authorization: AUTHORIZATION })
  let status: number | undefined
  stream.on('response', (headers) => {
    status = headers[':status']
  })
  stream.end('{}')
  const seen = await drain(stream)
  return { ...(status !== undefined && { status }), ...seen }
}

async function drain(body: AsyncIterable<Buffer>): Promise<Omit<Sight, 'status'>> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of body) chunks.push(chunk)
    return { ...countFrames(Buffer.concat(chunks)), ended: 'properly' }
  } catch {
    return { ...countFrames(Buffer.concat(chunks)), ended: 'broken' }
  }
}

/** Counts whole frames, each of which must decode. */
function countFrames(bytes: Buffer): { frames: number; isMidFrame: boolean } {
  let frames = 0
  let at = 0
  while (at + 4 <= bytes.length && at + bytes.readUInt32BE(at) <= bytes.length) {
    const end = at + bytes.readUInt32BE(at)
    decodeFrames([bytes.subarray(at, end)])
    frames++
    at = end
  }
  return { frames, isMidFrame: at < bytes.length }
}
