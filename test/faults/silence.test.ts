import { once } from 'node:events'
import { connect } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exceptionFrame } from '../../src/proxy/exception-frame.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { connectTo, parseRaw } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

const IMPATIENT = { idleTimeoutMs: 100 }
const GUARDRAIL = '/guardrail/abc/version/1/apply'
const EXCEPTION = exceptionFrame(
  'This proxy ended the stream, because nothing came from Bedrock for its idle timeout. Raise --idle-timeout-ms for models that think longer.',
)

/** What the record says of an idle timeout: it is ours, and Bedrock is not to blame. */
const OURS = { status: 200, ending: 'answered-here', brokenBy: 'idle-timeout', error: 'upstream-timeout' }

describe('A Bedrock that says nothing for the idle timeout', () => {
  it.each([modelPath('invoke'), '/openai/v1/responses', GUARDRAIL])(
    'before its head is given up with a 408, and is not asked again: %s',
    async (path) => {
      const { proxy, simulator } = await startPair(IMPATIENT)
      simulator.misbehave({ kind: 'never-answers' })
      const response = await post(proxy.url, path, '{"model":"anthropic.claude-sonnet-4-6"}')
      expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([408, 'ModelTimeoutException'])
      expect(await response.text()).toContain('--idle-timeout-ms')
      await simulator.requests[0]?.closed
      expect(simulator.requests).toMatchObject([{ aborted: true }])
    },
  )

  it('in mid-stream ends the stream with an exception frame', async () => {
    const { proxy, simulator } = await startPair(IMPATIENT)
    simulator.misbehave({ kind: 'silence', frames: 2 })
    const response = await post(proxy.url, modelPath('converse-stream'))
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(-EXCEPTION.length).equals(EXCEPTION)).toBe(true)
    await simulator.requests[0]?.closed
    expect(simulator.requests[0]?.aborted).toBe(true)
    await expect.poll(() => proxy.records()).toMatchObject([OURS])
  })

  it.each([modelPath('invoke'), GUARDRAIL])('in the middle of JSON breaks the client off: %s', async (path) => {
    const { proxy, simulator } = await startPair(IMPATIENT)
    simulator.misbehave({ kind: 'silence' })
    const response = await post(proxy.url, path)
    await expect(response.text()).rejects.toThrow()
    await expect.poll(() => proxy.records()).toMatchObject([OURS])
  })
})

describe('A client that says nothing for the idle timeout', () => {
  it('in the middle of its body is given up with a 408', async () => {
    const { proxy, simulator } = await startPair(IMPATIENT)
    const socket = await connectTo(proxy.url)
    socket.write(`POST ${modelPath('invoke')} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n{"a"`)
    const [answer] = await once(socket, 'data')
    expect(parseRaw(String(answer))).toMatchObject({
      status: 408,
      head: expect.stringContaining('requesttimeoutexception'),
      body: expect.stringContaining('for 100 ms'),
    })
    expect(simulator.requests).toEqual([])
  })

  it('while an answer waits for it is cut off, and so is Bedrock, over HTTP/2', async () => {
    const { proxy, simulator } = await startPair({ idleTimeoutMs: 300 })
    simulator.misbehave({ kind: 'flood', bytes: 64 * 1024 * 1024 })
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke') })
    stream.on('error', () => undefined).end('{}')
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', brokenBy: 'client-stalled' }])
  })

  it('while an answer waits for it is cut off, and so is Bedrock, over HTTP/1.1', async () => {
    const { proxy, simulator } = await startPair({ idleTimeoutMs: 300 })
    simulator.misbehave({ kind: 'flood', bytes: 64 * 1024 * 1024 })
    const socket = await connectTo(proxy.url)
    socket.pause()
    socket.write(`POST ${modelPath('invoke')} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}`)
    await expect.poll(() => simulator.requests[0]?.aborted).toBe(true)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'client-left', brokenBy: 'client-stalled' }])
  })
})
