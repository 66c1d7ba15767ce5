import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { discardRest } from '../../src/proxy/discard-rest.ts'

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

it('gives up on a client that goes on for too long, and takes no timer of its own for that', () => {
  vi.useFakeTimers()
  try {
    const destroy = vi.fn()
    const unfinished = () => Object.assign(new PassThrough(), { socket: { destroy } }) as unknown as IncomingRequest
    discardRest(unfinished())
    const timers = vi.getTimerCount()
    discardRest(unfinished())
    expect(vi.getTimerCount()).toBe(timers)
    vi.advanceTimersByTime(4_000)
    expect(destroy).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    expect(destroy).toHaveBeenCalledTimes(2)
  } finally {
    vi.useRealTimers()
  }
})
