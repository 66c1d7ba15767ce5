import type { Http2Stream } from 'node:http2'

/**
 * Tells whether the other side has ended its half of a stream, as against having reset it or lost it. Node emits `end` alike for
 * END_STREAM and for RST_STREAM with NO_ERROR, and a server may send the second after the first (RFC 9113 §8.1): the two
 * can be told apart only in the moment in which the readable side learns of its end. To be called before it is read.
 */
export function watchHalfClose(stream: Http2Stream): () => boolean {
  let wasReset: boolean | undefined
  const push = stream.push.bind(stream)
  stream.push = (chunk, encoding) => {
    if (chunk === null) wasReset ??= stream.closed
    return push(chunk, encoding)
  }
  return () => wasReset === false
}
