import type { Http2Stream } from 'node:http2'

/**
 * Tells, once a stream has emitted `end`, whether the other side had ended its half. Node emits `end` alike for
 * END_STREAM and for RST_STREAM with NO_ERROR, and a server may send the second after the first (RFC 9113 §8.1): the two
 * can be told apart only in the moment in which the readable side learns of its end. To be called before it is read.
 */
export function watchHalfClose(stream: Http2Stream): () => boolean {
  let wasReset = false
  const push = stream.push.bind(stream)
  stream.push = (chunk, encoding) => {
    if (chunk === null && stream.closed) wasReset = true
    return push(chunk, encoding)
  }
  return () => !wasReset
}
