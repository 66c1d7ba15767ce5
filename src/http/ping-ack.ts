import { constants, type ServerHttp2Session } from 'node:http2'

/** What Node calls a PING acknowledgement that nobody asked for, and a frame for which nghttp2 has broken the session off. */
const PROTOCOL_ERROR = -505

/** So many may be a client's mistake. */
const MOST_PASSED_OVER = 10
/** Long enough that a client which has sent a PING behind it gets its answer first, and a broken session is cut soon. */
const LOOK_AFTER_MS = 100

/**
 * Lets a session go on behind a PING acknowledgement that nobody asked for (RFC 9113 §6.7), for which Node would destroy it.
 * nghttp2 takes no offence: where it has, nothing that is put into its queue goes out any more.
 */
export function passOverPingAck(session: ServerHttp2Session, lookAfterMs = LOOK_AFTER_MS): void {
  const destroy = session.destroy.bind(session)
  let passedOver = 0
  session.destroy = (error, code) => {
    if (!isProtocolError(error) || ++passedOver > MOST_PASSED_OVER) return destroy(error, code)
    const end = () => destroy(error, code ?? constants.NGHTTP2_PROTOCOL_ERROR)
    setTimeout(() => unlessAlive(session, end), lookAfterMs).unref()
  }
}

function isProtocolError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && error.errno === PROTOCOL_ERROR
}

/** A PING of ours shows it within a turn. */
function unlessAlive(session: ServerHttp2Session, end: () => void): void {
  if (session.destroyed) return
  session.ping(() => undefined)
  setImmediate(() => {
    if (!session.destroyed && (session.state.outboundQueueSize ?? 0) > 0) end()
  })
}
