import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2'

/**
 * Ends each stream that its client has reset, whatever the reset says. Behind NO_ERROR, Node takes half a body for the whole, and
 * waits for the end of an answer that goes nowhere: its request was under way, and held up a drain, as long as its session was open.
 */
export function endResetStreams(session: ServerHttp2Session): void {
  session.on('stream', (stream) => {
    // The reset may have come in one piece with the head.
    if (stream.aborted) end.call(stream)
    // Node tells `aborted` only where no answer was written.
    else stream.once('aborted', end).once('end', end)
  })
}

/** Nobody resets a stream of this side by `close`, which has to go out first. Without a reset it may be the body that is at its end. */
function end(this: ServerHttp2Stream): void {
  if (this.closed) this.destroy()
}
