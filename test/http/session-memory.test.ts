import { once } from 'node:events'
import { type ClientSessionOptions, connect, constants } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import { UNCOUNTED_MEMORY } from '../../src/http/session-memory.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'

it('A session goes on whatever uploads it has given up', async () => {
  expect(await statusAfterAbandonedUploads(UNCOUNTED_MEMORY)).toBe(200)
})

const UPLOAD = Buffer.alloc(3_000_000)

/** Gives up more bytes than a session may hold, each upload long before it has gone out, then asks once more. */
async function statusAfterAbandonedUploads(options: ClientSessionOptions): Promise<number | undefined> {
  const upstream = await startHttp2Upstream((stream) => stream.respond({ ':status': 200 }))
  const session = connect(upstream.url, options).on('error', () => undefined)
  onTestFinished(() => session.destroy())
  for (let i = 0; i < 5; i++) {
    const stream = session.request({ ':method': 'POST' })
    stream.on('error', () => undefined).write(UPLOAD)
    await once(stream, 'response')
    stream.close(constants.NGHTTP2_CANCEL)
    await once(stream, 'close')
  }
  const [head] = await once(session.request({}), 'response')
  return head[':status']
}
