import { describe, expect, it } from 'vitest'
import type { Watched } from '../../../../src/http/coarse-clock.ts'
import { Pinger } from '../../../../src/proxy/doors/messages/pings.ts'
import type { ResponseSink, UpstreamResponse } from '../../../../src/proxy/exchange.ts'
import { respond } from '../../../fixtures/respond.ts'

const EVENT = 'event: content_block_delta\ndata: {}\n\n'
const PING = 'event: ping\ndata: {"type": "ping"}\n\n'

describe('A stream of the Messages API', () => {
  it.each([EVENT, EVENT.replaceAll('\n', '\r\n')])(
    'gets a ping for every 20 seconds of silence between two events',
    (event) => {
      const stream = start()
      stream.data(event)
      stream.wait(19_999)
      expect(stream.told()).toBe(event)
      stream.wait(1)
      stream.wait(19_999)
      expect(stream.told()).toBe(event + PING)
      stream.wait(1)
      stream.data(event)
      expect(stream.told()).toBe(event + PING + PING + event)
    },
  )

  it('gets none before its first event, nor in the middle of one', () => {
    const stream = start()
    stream.wait(60_000)
    for (const part of ['event: a\n', 'data: {}\n', '\n']) {
      expect(stream.told()).not.toContain('ping')
      stream.data(part)
      stream.wait(part === '\n' ? 0 : 60_000)
    }
    stream.wait(20_000)
    expect(stream.told()).toBe(`event: a\ndata: {}\n\n${PING}`)
  })

  it('gets none while its reader is slow', () => {
    const stream = start()
    stream.isFull = true
    stream.data(EVENT)
    stream.wait(60_000)
    expect(stream.told()).toBe(EVENT)
    stream.isFull = false
    stream.response.resume()
    stream.wait(1)
    expect(stream.told()).toBe(EVENT + PING)
  })

  it.each(['end', 'fail'] as const)('is let go of at its %s', (ending) => {
    const stream = start()
    expect(stream.watched.size).toBe(1)
    stream.upstream[ending](new Error('gone'))
    stream.wait(60_000)
    expect([stream.watched.size, stream.told()]).toEqual([0, ''])
  })
})

it('leaves every other answer alone', () => {
  const response = respond({ headers: { 'content-type': 'application/json' } })
  expect(new Pinger().watch(response)).toBe(response)
})

function start() {
  let now = 0
  let upstream: ResponseSink | undefined
  const source: UpstreamResponse = {
    ...respond({ headers: { 'content-type': 'text/event-stream; charset=utf-8' } }),
    pipeTo: (sink) => {
      upstream = sink
    },
    resume: () => undefined,
  }
  const watched = new Set<Watched>()
  const clock = { enter: (one: Watched) => void watched.add(one), leave: (one: Watched) => void watched.delete(one) }
  const pinger = new Pinger(clock, () => now)
  const response = pinger.watch(source)
  const chunks: Buffer[] = []
  const stream = {
    watched,
    response,
    isFull: false,
    told: () => Buffer.concat(chunks).toString(),
    data: (text: string) => upstream?.data(Buffer.from(text)),
    wait(ms: number) {
      now += ms
      for (const one of watched) one.tick()
    },
    get upstream() {
      return upstream as ResponseSink
    },
  }
  response.pipeTo({
    data(chunk) {
      chunks.push(chunk)
      return !stream.isFull
    },
    end: () => undefined,
    fail: () => undefined,
  })
  return stream
}
