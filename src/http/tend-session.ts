import type { ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'

/** How long an HTTP/2 session may have no open stream, in milliseconds: before its first one, and after its last. */
export type SessionTimeouts = { readonly firstStreamMs: number; readonly keepAliveMs: number }

/** Often enough that a violator's connection is closed soon, and rare enough to cost nothing. */
const CHECK_MS = 1_000

/**
 * Ends a session that nobody uses, and one that has come to a halt. A client that never opens a stream, or never ends
 * the headers of one, does not use its session; one that still reads what was written for it does.
 */
export function tendSession(session: ServerHttp2Session, { firstStreamMs, keepAliveMs }: SessionTimeouts): void {
  const use = watchUse(session)
  const pulse = watchPulse(session)
  const check = () => {
    if (session.destroyed) return
    const isIdle = use.idleMs() > (use.hasBegun() ? keepAliveMs : firstStreamMs)
    if (pulse.hasStopped() || (isIdle && isFlushed(session.socket))) session.destroy()
    else pulse.feel()
  }
  const timer = setInterval(check, Math.min(CHECK_MS, firstStreamMs)).unref()
  session.once('close', () => clearInterval(timer))
}

/** Whether a session has had a stream, and for how long it has had none. */
function watchUse(session: ServerHttp2Session) {
  let hasBegun = false
  let openStreams = 0
  let idleSince = performance.now()
  session.on('stream', (stream) => {
    hasBegun = true
    openStreams++
    stream.once('close', () => {
      openStreams--
      idleSince = performance.now()
    })
  })
  return {
    hasBegun: () => hasBegun,
    idleMs: () => (openStreams > 0 ? 0 : performance.now() - idleSince),
  }
}

/**
 * Behind the GOAWAY for a violation nghttp2 stops for good. Node before 22 neither tells nor closes the connection then,
 * nor notices when the client does. It shows in a PING that stays in the queue although the socket takes bytes. One is
 * sent where something has arrived since the last one was answered.
 */
function watchPulse(session: ServerHttp2Session) {
  let seenBytes = 0
  let writtenBytes = 0
  const onAnswer = () => {
    if (!session.destroyed) seenBytes = session.socket.bytesRead
  }
  return {
    hasStopped() {
      const isQueued = (session.state.outboundQueueSize ?? 0) > 0
      return isQueued && session.socket.bytesWritten === writtenBytes && isFlushed(session.socket)
    },
    feel() {
      const { bytesRead, bytesWritten } = session.socket
      writtenBytes = bytesWritten
      if (bytesRead === seenBytes) return
      seenBytes = bytesRead
      session.ping(onAnswer)
    },
  }
}

/** False where a client that reads slowly holds up what was written. Only the handle knows what Node's HTTP/2 writes. */
function isFlushed(socket: Socket): boolean {
  return (socket as { _handle?: { writeQueueSize?: number } })._handle?.writeQueueSize === 0
}
