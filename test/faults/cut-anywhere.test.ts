import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventFrame } from '../../src/simulator/event-frames.ts'
import { collect } from '../fixtures/collect.ts'
import { BARE, modelPath, post, REPLY } from '../fixtures/model-requests.ts'
import { type Binary, startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { type Mishap, type Relay, startRelay } from '../fixtures/start-relay.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

const STREAM = modelPath('converse-stream')

const FRAMES = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hello' } }),
  eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
  eventFrame('messageStop', { stopReason: 'end_turn' }),
  eventFrame('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } }),
]

/** An answer as it is on the wire, each frame in a chunk of its own. */
const ANSWER = Buffer.concat([
  Buffer.from(
    'HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ntransfer-encoding: chunked\r\n\r\n',
  ),
  ...FRAMES.flatMap((frame) => [Buffer.from(`${frame.length.toString(16)}\r\n`), frame, Buffer.from('\r\n')]),
  Buffer.from('0\r\n\r\n'),
])

/** Every offset of a small answer: its head, each kind of frame, each chunk size of its framing. */
describe.each(['reset', 'end'] as const)('An upstream connection that is cut by a %s at any byte', (how) => {
  it('of an event stream never looks like a clean end', async () => {
    let passing = ANSWER
    const upstream = await startUpstream((socket) => {
      if (passing === ANSWER) socket.write(passing)
      else if (how === 'end') socket.end(passing)
      else socket.write(passing, () => socket.resetAndDestroy())
    })
    const binary = await startBinary({ upstreamUrl: upstream.url })
    const wrong: string[] = []
    for (let bytes = 0; bytes < ANSWER.length; bytes++) {
      passing = ANSWER.subarray(0, bytes)
      const outcome = await outcomeOf(post(binary.url, STREAM))
      if (outcome === 'whole') wrong.push(`${bytes} of ${ANSWER.length}`)
    }
    expect(wrong).toEqual([])
    passing = ANSWER
    expect(await outcomeOf(post(binary.url, STREAM))).toBe('whole')
  }, 120_000)
})

describe('The built program', () => {
  it.each<[string, Mishap]>([
    ['one byte at a time', { kind: 'byte-by-byte' }],
    ['in the pieces of the network', { kind: 'none' }],
  ])('relays a stream that arrives %s to the AWS SDK', async (_, mishap) => {
    const { binary, relay } = await startChain()
    relay.befall(mishap)
    expect(await converse(binary.url)).toBe(REPLY)
  })

  it.each([0, 50, 400])('goes on after a silence behind %i bytes', async (afterBytes) => {
    const { binary, relay } = await startChain()
    relay.befall({ kind: 'stall', afterBytes })
    const before = relay.bytesFromServer()
    const answer = converse(binary.url)
    await expect.poll(() => relay.bytesFromServer() - before).toBeGreaterThan(afterBytes)
    relay.release()
    expect(await answer).toBe(REPLY)
  })

  it('tells of a silence that outlasts the idle timeout', async () => {
    const { binary, relay } = await startChain(['--idle-timeout-ms', '300'])
    relay.befall({ kind: 'stall', afterBytes: 0 })
    const early = await post(binary.url, STREAM)
    expect([early.status, early.headers.get('x-amzn-errortype')]).toEqual([408, 'ModelTimeoutException'])
    relay.befall({ kind: 'stall', afterBytes: 400 })
    expect(await outcomeOf(post(binary.url, STREAM))).toMatch(/^(broken|exception)$/)
  })
})

type Chain = { readonly binary: Binary; readonly relay: Relay }

/** Client → built program → relay → simulator. */
async function startChain(args: readonly string[] = []): Promise<Chain> {
  const simulator = await startFrankfurt()
  const relay = await startRelay(simulator.url)
  const binary = await startBinary({ upstreamUrl: relay.url, args })
  return { binary, relay }
}

/** How a client sees an answer: whole, broken off, ended by an exception frame, or an error of the proxy's. */
async function outcomeOf(answer: Promise<Response>): Promise<'whole' | 'broken' | 'exception' | 'refused'> {
  const response = await answer
  if (response.status !== 200) return 'refused'
  const body = await response.arrayBuffer().then(
    (bytes) => Buffer.from(bytes).toString('latin1'),
    () => undefined,
  )
  if (body === undefined) return 'broken'
  return body.includes('modelStreamErrorException') ? 'exception' : 'whole'
}

async function converse(url: string): Promise<string> {
  const client = new BedrockRuntimeClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' },
  })
  onTestFinished(() => client.destroy())
  const messages = [{ role: 'user' as const, content: [{ text: 'hi' }] }]
  const { stream } = await client.send(new ConverseStreamCommand({ modelId: BARE, messages }))
  return (await collect(stream)).map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')
}
