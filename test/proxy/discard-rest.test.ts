import { PassThrough } from 'node:stream'
import { afterEach, expect, it, vi } from 'vitest'
import { clockFor, type Watched } from '../../src/http/coarse-clock.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { DISCARD_MS, discardRest } from '../../src/proxy/discard-rest.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('reads what still comes of a body and keeps nothing of it', async () => {
  const request = new PassThrough({ highWaterMark: 10 })
  discardRest(request as unknown as IncomingRequest)
  for (let i = 0; i < 10; i++) request.write('0123456789')
  request.end()
  await expect.poll(() => request.readableEnded).toBe(true)
})

it('leaves a body alone that has come whole', () => {
  const request = Object.assign(new PassThrough(), { complete: true })
  discardRest(request as unknown as IncomingRequest)
  expect(request.readableFlowing).toBe(null)
})

it('takes no timer of its own, and gives up when the clock that all share says so', () => {
  const clock = clockFor(DISCARD_MS)
  const enter = vi.spyOn(clock, 'enter').mockImplementation(() => undefined)
  const timer = vi.spyOn(globalThis, 'setTimeout')
  const destroy = vi.fn()
  discardRest(Object.assign(new PassThrough(), { socket: { destroy } }) as unknown as IncomingRequest)
  expect(timer).not.toHaveBeenCalled()
  const [[waiting]] = enter.mock.calls as [[Watched]]
  for (let ms = 0; ms <= DISCARD_MS; ms += clock.tickMs) waiting.tick()
  expect(destroy).toHaveBeenCalledOnce()
})
