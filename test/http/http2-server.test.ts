import { once } from 'node:events'
import { type ClientHttp2Session, connect, constants, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { createHttp2Server } from '../../src/http/http2-server.ts'

it('The limits are announced to the client', async () => {
  const { session } = await start()
  const [settings] = await once(session, 'remoteSettings')
  expect(settings).toMatchObject({
    maxHeaderListSize: 16_384,
    maxConcurrentStreams: 256,
    initialWindowSize: 1024 * 1024,
    enableConnectProtocol: false,
  })
})

it('More header fields than may be are refused, and the session lives on', async () => {
  const { session } = await start()
  const flood = session.request(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x${i}`, 'y'])))
  await expect(once(flood, 'response')).rejects.toThrow('ENHANCE_YOUR_CALM')
  expect(await text(session.request({ ':path': '/after' }))).toBe('GET /after')
})

it.each([
  ['CONNECT', { ':method': 'CONNECT', ':authority': 'a:443' }, 'CONNECT '],
  ['another expectation', { expect: 'a-miracle' }, 'GET /'],
])('%s reaches the listener', async (_, headers, answer) => {
  const { session } = await start()
  const stream = session.request(headers)
  stream.end()
  expect(await text(stream)).toBe(answer)
})

it('Open sessions are kept in the set that was handed in', async () => {
  const { session, sessions } = await start()
  await text(session.request({ ':path': '/' }))
  expect(sessions.size).toBe(1)
  session.destroy(undefined, constants.NGHTTP2_NO_ERROR)
  await expect.poll(() => sessions.size).toBe(0)
})

it('A client may leave any number of answers before it has read them', async () => {
  const { session } = await start()
  for (let i = 0; i < 8; i++) {
    const stream = session.request({ ':path': '/large' })
    await once(stream, 'response')
    stream.close(constants.NGHTTP2_CANCEL)
    await once(stream, 'close')
  }
  expect(await text(session.request({ ':path': '/after' }))).toBe('GET /after')
})

/** More than the client's window takes, so that most of it waits. */
const LARGE = 'a'.repeat(2_000_000)

async function start(): Promise<{ session: ClientHttp2Session; sessions: Set<ServerHttp2Session> }> {
  const sessions = new Set<ServerHttp2Session>()
  const server = createHttp2Server(
    {
      onRequest: ({ method, url = '' }, response) => response.end(url === '/large' ? LARGE : `${method} ${url}`),
      maxHeaderBytes: 16_384,
      maxHeaderFields: 16,
      headersTimeoutMs: 60_000,
    },
    sessions,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).on('error', () => undefined)
  onTestFinished(() => {
    session.destroy()
    for (const open of sessions) open.destroy()
    server.close()
  })
  return { session, sessions }
}
