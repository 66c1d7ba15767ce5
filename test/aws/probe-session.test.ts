import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { probeSession } from '../../src/aws/probe-session.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'
import { startFreezingRelay } from './freezing-relay.ts'

/** A probed session over a connection that can be made to fall silent, and a stream on it that nobody answers. */
async function start() {
  const upstream = await startHttp2Upstream(() => undefined)
  const relay = await startFreezingRelay(Number(new URL(upstream.url).port))
  const session = connectHttp2(relay.url)
  onTestFinished(() => session.destroy())
  await once(session, 'remoteSettings')
  const stream = session.request({ ':path': '/' })
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  return { session, stream, relay, stop: probeSession(session) }
}

/** Resolves when the other side has answered whatever was asked before. */
function answered(session: ClientHttp2Session): Promise<unknown> {
  return new Promise((resolve) => session.ping(resolve))
}

describe('probeSession', () => {
  it('lets a session live whose other side answers, however long it thinks', async () => {
    const { session, stream } = await start()
    for (let i = 0; i < 60; i++) {
      await answered(session)
      vi.advanceTimersByTime(10_000)
    }
    expect([session.destroyed, stream.destroyed]).toEqual([false, false])
  })

  it('ends a session from which nothing comes for half a minute, and its stream with ETIMEDOUT', async () => {
    const { session, stream, relay } = await start()
    await answered(session)
    relay.freeze()
    const failed = new Promise((resolve) => stream.on('error', resolve))
    session.on('error', () => undefined)
    vi.advanceTimersByTime(30_000)
    expect(session.destroyed).toBe(false)
    vi.advanceTimersByTime(10_000)
    expect(await failed).toMatchObject({ code: 'ETIMEDOUT' })
  })

  it('ends nothing once it is stopped, nor watches a session that has closed', async () => {
    const { session, relay, stop } = await start()
    stop()
    relay.freeze()
    vi.advanceTimersByTime(300_000)
    expect([session.destroyed, vi.getTimerCount()]).toEqual([false, 0])
    probeSession(session)
    session.destroy()
    vi.advanceTimersByTime(10_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})
