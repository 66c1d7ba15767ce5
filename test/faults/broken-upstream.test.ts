import { once } from 'node:events'
import { request } from 'node:http'
import { connect, constants } from 'node:http2'
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, onTestFinished } from 'vitest'
import { watchHalfClose } from '../../src/http/half-close.ts'
import { exceptionFrame } from '../../src/proxy/exception-frame.ts'
import type { Fault } from '../../src/simulator/faults.ts'
import { collect } from '../fixtures/collect.ts'
import { BARE, modelPath, post, REPLY } from '../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

const EXCEPTION = exceptionFrame(
  'Bedrock broke the stream off before it was complete: the connection was closed or reset. Send the request again.',
)
/** The relay lane's request. */
const GUARDRAIL = '/guardrail/abc/version/1/apply'

describe('A connection that had carried an answer, lost before the head of the next', () => {
  it.each([modelPath('converse'), modelPath('converse-stream'), '/openai/v1/responses', GUARDRAIL])(
    'is made up for by one retry: %s',
    async (path) => {
      const { proxy, simulator } = await startPair()
      const body = JSON.stringify({ model: BARE })
      await (await post(proxy.url, path, body)).arrayBuffer()
      simulator.misbehave({ kind: 'reset-before-head' })
      const response = await post(proxy.url, path, body)
      expect(response.status).toBe(200)
      expect(response.headers.get('x-bedrock-proxy-attempts')).toBe('2')
      await response.arrayBuffer()
      expect(simulator.requests).toHaveLength(3)
      expect(simulator.requests[2]?.body).toEqual(simulator.requests[1]?.body)
      expect(simulator.requests[2]?.signature).toBe('verified')
    },
  )

  it.each([modelPath('invoke'), GUARDRAIL])('twice is a 503: %s', async (path) => {
    const { proxy, simulator } = await startPair()
    await (await post(proxy.url, path)).arrayBuffer()
    simulator.misbehave({ kind: 'reset-before-head' })
    simulator.misbehave({ kind: 'reset-before-head' })
    const response = await post(proxy.url, path)
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([503, 'ServiceUnavailableException'])
    expect(simulator.requests).toHaveLength(3)
    await expect.poll(() => proxy.records()[1]).toMatchObject({ attempts: 2, fault: 'upstream', level: 'warn' })
    expect((await post(proxy.url, path)).status).toBe(200)
  })

  it.each([modelPath('invoke'), GUARDRAIL])('is a 503 at once where it had carried none: %s', async (path) => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'reset-before-head' })
    const response = await post(proxy.url, path)
    expect([response.status, response.headers.get('x-bedrock-proxy-attempts')]).toEqual([503, '1'])
    expect(simulator.requests).toHaveLength(1)
  })

  it.each([modelPath('invoke'), GUARDRAIL])(
    'on a stale keep-alive socket is not seen by the client: %s',
    async (path) => {
      const { proxy, simulator } = await startPair()
      simulator.misbehave({ kind: 'close-idle' })
      expect((await post(proxy.url, path)).status).toBe(200)
      const second = await post(proxy.url, path)
      expect([second.status, second.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
      expect(simulator.requests).toHaveLength(3)
    },
  )

  it('is retried with a body of many chunks, too', async () => {
    const { proxy, simulator } = await startPair()
    await (await post(proxy.url, modelPath('invoke'))).arrayBuffer()
    simulator.misbehave({ kind: 'reset-before-head' })
    const body = Buffer.alloc(3 * 1024 * 1024, 'chunk ')
    const response = await post(proxy.url, modelPath('invoke'), body)
    expect([response.status, response.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
    expect(simulator.requests.at(-1)?.body.equals(body)).toBe(true)
  })
})

describe('An event stream that breaks off', () => {
  it.each(['reset-after-head', 'reset-between-frames'] as const)(
    'between two frames (%s) ends with an exception frame',
    async (kind) => {
      const { proxy, simulator } = await startPair()
      simulator.misbehave({ kind })
      const response = await post(proxy.url, modelPath('converse-stream'))
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(bytes.subarray(-EXCEPTION.length).equals(EXCEPTION)).toBe(true)
      await expect
        .poll(() => proxy.records())
        .toMatchObject([{ status: 200, ending: 'upstream-broke', brokenBy: 'reset' }])
    },
  )

  it.each([
    ['reset-mid-frame', 'reset'],
    ['clean-end-mid-frame', 'cut-frame'],
  ] as const)(
    'inside of a frame (%s) breaks the client off after the bytes that came, and the record says: %s',
    async (kind, brokenBy) => {
      const { proxy, simulator } = await startPair()
      simulator.misbehave({ kind })
      const { bytes, isComplete } = await receive1(proxy.url, modelPath('converse-stream'))
      expect(isComplete).toBe(false)
      await simulator.requests[0]?.closed
      expect(bytes.length).toBe(simulator.requests[0]?.bytesWritten)
      await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke', brokenBy }])
    },
  )

  it('under HTTP/2 is reset with an error code, and not ended before', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'reset-mid-frame' })
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('converse-stream') })
    const hasHalfClosed = watchHalfClose(stream)
    stream.end('{}')
    stream.resume().on('error', () => undefined)
    await once(stream, 'close').catch(() => undefined)
    expect([stream.rstCode, hasHalfClosed()]).toEqual([constants.NGHTTP2_INTERNAL_ERROR, false])
  })
})

describe('Any other body that breaks off', () => {
  it.each([
    ['JSON of the inference lane', modelPath('converse'), '{}'],
    ['server-sent events', '/anthropic/v1/messages', JSON.stringify({ model: BARE, stream: true })],
    ['JSON of the relay lane', GUARDRAIL, '{}'],
  ])('is broken for the client as well: %s', async (_, path, body) => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'reset-mid-frame' })
    const { isComplete, bytes } = await receive1(proxy.url, path, body)
    expect(isComplete).toBe(false)
    expect(bytes.length).toBe(simulator.requests[0]?.bytesWritten)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke' }])
  })
})

describe.each(['HTTP/2', 'HTTP/1.1'] as const)('A client of the AWS SDK over %s', (version) => {
  const BREAKS: Fault['kind'][] = ['reset-after-head', 'reset-mid-frame', 'reset-between-frames', 'clean-end-mid-frame']

  it.each(BREAKS)('sees an error, never a clean end: %s', async (kind) => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind } as Fault)
    await expect(converse(proxy.url)).rejects.toThrow()
    expect(simulator.requests).toMatchObject([{ operation: 'ConverseStream', status: 200 }])
  })

  it("sees Bedrock's own exception in mid-stream under its own name", async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'exception-frame', exceptionType: 'throttlingException', message: 'Too many tokens.' })
    await expect(converse(proxy.url)).rejects.toMatchObject({ name: 'ThrottlingException' })
  })

  it('reads a stream that comes one byte at a time', async () => {
    const { proxy, simulator } = await startPair()
    simulator.misbehave({ kind: 'one-byte-writes' })
    const events = await converse(proxy.url)
    expect(events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('')).toBe(REPLY)
  })

  async function converse(endpoint: string) {
    const client = new BedrockRuntimeClient({
      region: 'eu-central-1',
      endpoint,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
      ...(version === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler() }),
    })
    onTestFinished(() => client.destroy())
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: BARE, messages: [] }))
    return collect(stream)
  }
})

/** Reads a response over HTTP/1.1 and tells whether it came to its proper end. */
async function receive1(origin: string, path: string, body = '{}'): Promise<{ bytes: Buffer; isComplete: boolean }> {
  const outgoing = request(origin + path, { method: 'POST', headers: { 'content-type': 'application/json' } })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined)
  await new Promise((resolve) => response.once('close', resolve))
  return { bytes: Buffer.concat(chunks), isComplete: response.complete }
}
