import type { ServerHttp2Session } from 'node:http2'

/**
 * Keeps a session from sending GOAWAY while streams are open; it is sent after the last one. Node sends one from
 * `close()`, and `close()`s when the client has sent one. The AWS SDK for JavaScript closes its session when the head of
 * an answer has come, and many of its versions (3.1017 is one) then drop, as if it had ended, the stream that they are
 * reading when a GOAWAY comes. To a closed session new streams are refused all the same (RFC 9113 §8.7).
 */
export function holdBackGoaway(session: ServerHttp2Session): void {
  const goaway = session.goaway.bind(session)
  let openStreams = 0
  let isHeldBack = false
  session.on('stream', (stream) => {
    openStreams++
    stream.once('close', () => {
      openStreams--
      if (isHeldBack && openStreams === 0 && !session.destroyed) goaway()
    })
  })
  session.goaway = (...details) => {
    isHeldBack = openStreams > 0
    if (!isHeldBack) goaway(...details)
  }
}
