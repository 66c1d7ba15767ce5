import { once } from 'node:events'
import { connect } from 'node:http2'
import { expect, it, onTestFinished } from 'vitest'
import { watchHalfClose } from '../../src/http/half-close.ts'
import { startHttp2Upstream } from '../fixtures/start-http2-upstream.ts'

/** RST_STREAM with NO_ERROR for stream 1, as bytes: Node's own server would send END_STREAM before it. */
const RESET_WITHOUT_ERROR = Buffer.from('00000403000000000100000000', 'hex')

const ENDINGS: readonly [title: string, ending: string, isHalfClose: boolean][] = [
  ['END_STREAM', 'end', true],
  ['END_STREAM and a reset with NO_ERROR right after it', 'end-and-reset', true],
  ['a reset with NO_ERROR alone', 'reset', false],
]

it.each(ENDINGS)('tells of %s what it was', async (_, ending, isHalfClose) => {
  const upstream = await startHttp2Upstream((stream) => {
    stream.respond({ ':status': 200 })
    stream.write('answer')
    if (ending === 'end') stream.end()
    if (ending === 'end-and-reset') stream.end(() => stream.close())
  })
  const session = connect(upstream.url)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': '/' })
  const hasHalfClosed = watchHalfClose(stream)
  const ended = once(stream, 'end')
  await once(stream, 'data')
  if (ending === 'reset') upstream.sockets[0]?.write(RESET_WITHOUT_ERROR)
  await ended
  expect(hasHalfClosed()).toBe(isHalfClose)
})
