import { once } from 'node:events'
import { describe, expect, it, type TestContext, vi } from 'vitest'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import type { Pair } from '../fixtures/start-pair.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { HTTP1_CASES } from './http1-cases.ts'
import { HTTP2_CASES } from './http2-cases.ts'
import { frame, PING } from './http2-frames.ts'
import { answersOfHttp1, answersOfHttp2 } from './read-answers.ts'

describe('HTTP/1.1', () => {
  for (const { title, bytes, answer, upstream } of HTTP1_CASES) {
    it.concurrent(`${title}: ${answer}`, async ({ annotate, expect, onTestFinished }) => {
      const pair = await startPair({}, {}, onTestFinished)
      const client = await send(pair, bytes, onTestFinished)
      await client.closed
      const cameBack = answersOfHttp1(client.received())
      await annotate(tell(cameBack, pair))
      expect(cameBack).toBe(answer)
      await expectWellFramed(pair, upstream)
    })
  }
})

describe('HTTP/2', () => {
  for (const { title, bytes, answer, upstream } of HTTP2_CASES) {
    it.concurrent(`${title}: ${answer}`, async ({ annotate, expect, onTestFinished }) => {
      const pair = await startPair({}, {}, onTestFinished)
      const client = await send(pair, Buffer.concat([bytes, frame(PING, 0, 0, 'any news')]), onTestFinished)
      const cameBack = () => answersOfHttp2(client.received(), client.isClosed())
      const allowed = answer.split(' | ')
      await vi.waitUntil(() => allowed.includes(cameBack()), { timeout: 15_000 }).catch(() => undefined)
      await annotate(tell(cameBack(), pair))
      expect(allowed).toContain(cameBack())
      await expectWellFramed(pair, upstream)
    })
  }
})

/** A client that sends these bytes and then listens. */
async function send({ proxy }: Pair, bytes: Buffer, onTestFinished: TestContext['onTestFinished']) {
  const socket = await connectTo(proxy.url, onTestFinished)
  const chunks: Buffer[] = []
  let isClosed = false
  const closed = Promise.race([once(socket, 'end'), once(socket, 'close')]).then(() => {
    isClosed = true
  })
  socket.on('data', (chunk) => chunks.push(chunk)).write(bytes)
  return { closed, isClosed: () => isClosed, received: () => Buffer.concat(chunks) }
}

function tell(cameBack: string, { simulator: { requests } }: Pair): string {
  const sent = requests.map(({ method, body }) => `one ${method} with ${body.length} bytes of body`)
  return `came back: ${cameBack}; went upstream: ${sent.join(', ') || 'nothing'}`
}

/** Just the requests that a case allows have reached Bedrock, each in one piece, and the proxy serves on. */
async function expectWellFramed({ proxy, simulator }: Pair, bodies: ConformanceCase['upstream']): Promise<void> {
  expect(simulator.requests.map(({ body }) => body.toString())).toEqual(bodies)
  for (const request of simulator.requests) expectOneMeaning(request)
  expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
}

const PATHS = [modelPath('invoke', PROFILE), '/async-invoke']

function expectOneMeaning({ path, headers, body, signature }: SimulatedRequest): void {
  const names = headers.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())
  const length = headers[2 * names.indexOf('content-length') + 1]
  expect(PATHS).toContain(path)
  expect(signature).toBe('verified')
  expect(names.includes('content-length') ? Number(length) : 0).toBe(body.length)
  expectNothingLeaked(headers)
}
