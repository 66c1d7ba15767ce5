import { EventEmitter, once } from 'node:events'
import { connect, constants } from 'node:http2'
import { expect, it, onTestFinished, vi } from 'vitest'
import { clockFor } from '../../src/http/coarse-clock.ts'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'
import { isTaken, letGoUnlessTaken } from '../../src/server/let-go-unless-taken.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** A client that lets nobody send it a byte of an answer. */
const NO_WINDOW = { initialWindowSize: 0 }

it.each([
  ['a refusal', { ':path': '/model/a/converse', ':method': 'POST', 'sec-fetch-site': 'cross-site' }],
  ['a page of our own', { ':path': '/healthz' }],
])('%s that nobody reads is let go after the idle timeout', async (_, headers) => {
  const { proxy } = await startPair({ idleTimeoutMs: 100 })
  const session = connect(proxy.url, { settings: NO_WINDOW })
  onTestFinished(() => session.destroy())
  const stream = session.request(headers)
  stream.on('error', () => undefined)
  const closed = new Promise((resolve) => stream.once('close', resolve))
  await once(stream, 'response')
  await closed
  expect(stream.rstCode).not.toBe(constants.NGHTTP2_NO_ERROR)
})

it.each([
  [{ writableFinished: true, destroyed: false }, true],
  [{ writableFinished: false, destroyed: true }, true],
  [{ writableFinished: false, destroyed: false }, false],
])('an answer that is %j is taken: %s', (response, expected) => {
  expect(isTaken(response as OutgoingResponse)).toBe(expected)
})

it('takes no timer of its own, and is told once the answer is taken', async () => {
  const timers = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'setInterval')]
  const ticking = { tick: () => undefined }
  clockFor(60_000).enter(ticking)
  onTestFinished(() => clockFor(60_000).leave(ticking))
  for (const timer of timers) timer.mockClear()
  const response = Object.assign(new EventEmitter(), { writableFinished: false, destroyed: false })
  const onTaken = vi.fn()
  letGoUnlessTaken(response as unknown as OutgoingResponse, 60_000, onTaken)
  expect(onTaken).not.toHaveBeenCalled()
  response.emit('finish')
  expect(onTaken).toHaveBeenCalled()
  for (const timer of timers) expect(timer).not.toHaveBeenCalled()
})
