import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Settings } from '../../src/settings/settings.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'

const JSON_TYPE = 'content-type: application/json\r\n'
const HEAD = 'HTTP/1.1 200 OK\r\nconnection: keep-alive\r\n'

/** How far an answer has come when its client leaves. */
const PHASES: readonly (readonly [phase: string, begins: string])[] = [
  ['before its head', ''],
  ['in the middle of its head', HEAD],
  ['after its head', `${HEAD}${JSON_TYPE}content-length: 100\r\n\r\n`],
  ['in the middle of a body that is looked into first', `${HEAD}${JSON_TYPE}content-length: 100\r\n\r\n{"Output"`],
  ['in the middle of a long body', `${HEAD}${JSON_TYPE}content-length: 99999\r\n\r\n${'a'.repeat(5_000)}`],
  ['between two chunks', `${HEAD}content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`],
  ['in the middle of a refusal', `HTTP/1.1 403 No\r\n${JSON_TYPE}content-length: 100\r\n\r\n{"message"`],
]

describe('Whoever holds the answer holds the abort', () => {
  it.each(PHASES)(
    'a client that leaves %s ends the request upstream, and one record tells of it',
    async (_, begins) => {
      const upstream = await startUpstreamThat((socket) => socket.write(begins))
      const proxy = await startProxyTo(upstream.url)
      const client = connect(Number(new URL(proxy.url).port), '127.0.0.1')
      client.write(
        `POST ${modelPath('converse')} HTTP/1.1\r\nhost: localhost\r\n${JSON_TYPE}content-length: 2\r\n\r\n{}`,
      )
      const socket = await upstream.asked
      // By the time that this is answered, what the upstream has said has been read.
      await fetch(`${proxy.url}/healthz`)
      const closed = once(socket, 'close')
      client.destroy()
      await closed
      await expect.poll(() => proxy.records().length).toBe(1)
      expect(proxy.records()).toMatchObject([{ ending: 'client-left', attempts: 1 }])
      expect(upstream.requests()).toBe(1)
    },
  )
})

describe('Nothing is let in, counted or charged twice', () => {
  const LIMITS: Partial<Settings> = { maxConcurrentRequests: 1, maxBufferedBytes: 8 * 1024 * 1024 }

  it('one that was let in and is refused for its memory gives its place back, and leaves one record', async () => {
    const upstream = await startUpstreamThat((socket) => socket.write(`${HEAD}content-length: 2\r\n\r\n{}`))
    const settings = { ...LIMITS, maxBodyBytes: 1_000_000, maxBufferedBytes: 1_000, requestsPerMinute: 4 }
    const proxy = await startProxyTo(upstream.url, settings)
    const large = await post(proxy.url, modelPath('converse'), Buffer.alloc(500_000))
    expect([large.status, await large.text()]).toEqual([503, expect.stringContaining('1000 bytes')])
    const small = await post(proxy.url, modelPath('converse'))
    expect([small.status, await small.text()]).toEqual([200, '{}'])
    await expect.poll(() => proxy.records().length).toBe(2)
    expect(proxy.records().map(({ status }) => status)).toEqual([503, 200])
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await post(proxy.url, modelPath('converse'))).status)
    expect(statuses, 'each of the two was charged once').toEqual([200, 200, 429])
  })

  it('an answer of which a client takes nothing more gives its place back once, when the client is gone', async () => {
    const upstream = await startUpstreamThat((socket) => socket.write(`${HEAD}content-length: 9\r\n\r\n{}`))
    const proxy = await startProxyTo(upstream.url, LIMITS)
    for (let i = 0; i < 3; i++) {
      const leaving = new AbortController()
      const response = await fetch(`${proxy.url}${modelPath('converse')}`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
        signal: leaving.signal,
      })
      expect(response.status).toBe(200)
      expect((await post(proxy.url, modelPath('converse'))).status).toBe(503)
      leaving.abort()
      await expect.poll(() => proxy.records().filter(({ ending }) => ending === 'client-left').length).toBe(i + 1)
    }
  })
})

/** A server that answers each request with the same bytes, and then nothing more. */
async function startUpstreamThat(answer: (socket: Socket) => void) {
  let requests = 0
  let ask: (socket: Socket) => void = () => undefined
  const asked = new Promise<Socket>((resolve) => {
    ask = resolve
  })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (!bytes.includes('POST ')) return
      requests++
      answer(socket)
      ask(socket)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, asked, requests: () => requests }
}
