import type { Http2Server } from 'node:http2'
import type { Socket } from 'node:net'

/** The `code` of the error that stands for a server that could not be loaded. */
export const HTTP2_MISSING = 'ERR_HTTP2_MISSING'

/**
 * Hands a connection of HTTP/2 to its server, which may have to be loaded first; where that cannot be, to `onMissing`, which must
 * end it. Never rejects.
 */
export async function acceptHttp2(
  socket: Socket,
  server: () => Promise<Http2Server>,
  onMissing: (error: NodeJS.ErrnoException, socket: Socket) => void,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  await server().then(
    (loaded) => socket.destroyed || loaded.emit('connection', notHalfOpen(socket)),
    (cause: unknown) => onMissing(missing(cause), socket),
  )
}

function missing(cause: unknown): NodeJS.ErrnoException {
  return Object.assign(new Error('HTTP/2 could not be loaded.', { cause }), { code: HTTP2_MISSING })
}

/** An HTTP/1.1 server keeps half-closed sockets open; HTTP/2 would never learn from one that its client is gone. */
function notHalfOpen(socket: Socket): Socket {
  socket.allowHalfOpen = false
  return socket
}
