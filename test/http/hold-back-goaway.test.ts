import { type EventEmitter, once } from 'node:events'
import * as http2 from 'node:http2'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'
import { startDualServer } from '../fixtures/start-dual-server.ts'
import { writeTo } from '../fixtures/write-to.ts'

it('lets a client that closes its session at the response go on reading to the end', async () => {
  const { session, running } = await startReading()
  const heard = once(serverSession(running.response), 'goaway')
  session.close()
  await heard
  running.response.end('ended')
  expect(await running.answer).toBe('begun ended')
})

it('lets a running stream finish in a drain, then ends the session with a GOAWAY', async () => {
  const { server, session, running } = await startReading()
  const goaway = once(session, 'goaway')
  const drained = server.drain()
  running.response.end('ended')
  expect(await running.answer).toBe('begun ended')
  await Promise.all([drained, goaway])
})

it('refuses a new stream in a drain with REFUSED_STREAM, which says that nothing was processed', async () => {
  const { server, session, running } = await startReading()
  const drained = server.drain()
  const late = session.request({ ':path': '/late' })
  await expect(text(late)).rejects.toThrow('NGHTTP2_REFUSED_STREAM')
  running.response.end('ended')
  expect(await running.answer).toBe('begun ended')
  await drained
})

/**
 * A client that is reading a stream. Like the AWS SDK for JavaScript before its HTTP/2 handler learned better, it drops
 * everything when a GOAWAY comes.
 */
async function startReading() {
  let begun: (response: OutgoingResponse) => void = () => undefined
  const response = new Promise<OutgoingResponse>((resolve) => {
    begun = resolve
  })
  const { server, port } = await startDualServer((_, response) => {
    writeTo(response, 'begun ')
    begun(response)
  })
  const session = http2.connect(`http://127.0.0.1:${port}`)
  session.on('goaway', () => session.destroy())
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':path': '/' })
  await once(stream, 'response')
  return { server, session, running: { answer: text(stream), response: await response } }
}

function serverSession(response: OutgoingResponse): EventEmitter {
  const session = 'stream' in response ? response.stream.session : undefined
  if (!session) throw new Error('no HTTP/2 session')
  return session
}
