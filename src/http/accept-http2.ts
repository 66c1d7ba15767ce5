import type { Http2Server } from 'node:http2'
import type { Socket } from 'node:net'

/**
 * Hands a connection of HTTP/2 to its server, which may have to be loaded first; cuts it where that cannot be. Never rejects.
 */
export async function acceptHttp2(socket: Socket, server: () => Promise<Http2Server>): Promise<void> {
  socket.on('error', () => socket.destroy())
  const loaded = await server().catch(() => undefined)
  if (loaded && !socket.destroyed) loaded.emit('connection', notHalfOpen(socket))
  else socket.destroy()
}

/** An HTTP/1.1 server keeps half-closed sockets open; HTTP/2 would never learn from one that its client is gone. */
function notHalfOpen(socket: Socket): Socket {
  socket.allowHalfOpen = false
  return socket
}
