import type { ClientHttp2Session } from 'node:http2'

/** How often a session is asked for a sign of life, and how many times in vain until it is given up: half a minute. */
const PROBE_MS = 10_000
const PROBES_IN_VAIN = 3

/**
 * Asks the other side of a session by PING whether it is there (RFC 9113 §6.7), for as long as somebody talks to it: the
 * kernel probes no connection on which something is still on its way. A session from which no byte comes any more, not
 * even the answer to a PING, is ended with ETIMEDOUT. Returns what ends the probing.
 */
export function probeSession(session: ClientHttp2Session): () => void {
  const { socket } = session
  let heard = socket.bytesRead
  let inVain = 0
  session.ping(nothing)
  const probes = setInterval(() => {
    if (session.destroyed) return stop()
    inVain = socket.bytesRead === heard ? inVain + 1 : 0
    heard = socket.bytesRead
    if (inVain < PROBES_IN_VAIN) session.ping(nothing)
    else session.destroy(diedInSilence())
  }, PROBE_MS).unref()
  session.once('close', stop)

  function stop(): void {
    clearInterval(probes)
    session.off('close', stop)
  }
  return stop
}

function nothing(): void {}

function diedInSilence(): Error {
  return Object.assign(new Error('The connection died in silence.'), { code: 'ETIMEDOUT' })
}
