import type * as net from 'node:net'

/** For one step of making a connection. */
export const CONNECT_TIMEOUT_MS = 10_000

/** Idle for so long, a connection is probed, then every second (Node asks the kernel for ten probes). */
const PROBE_AFTER_MS = 1_000

/**
 * Lets the kernel probe a connection while nothing is on its way: one that died in silence ends some eleven seconds after
 * its last byte, and one whose other side merely thinks lives on. Switches Nagle's algorithm off. An error before anybody
 * listens must not end the process.
 */
export function withLiveness<Socket extends net.Socket>(socket: Socket): Socket {
  return socket
    .setKeepAlive(true, PROBE_AFTER_MS)
    .setNoDelay(true)
    .on('error', () => undefined)
}

/** Resolves when the socket has told `event`; rejects with its error, or with ETIMEDOUT. */
export function connected<Socket extends net.Socket>(
  socket: Socket,
  event: 'connect' | 'secureConnect',
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(timedOut()))
    socket.once('error', reject).once(event, () => {
      socket.off('error', reject).setTimeout(0).removeAllListeners('timeout')
      resolve(socket)
    })
  })
}

/** What a step that takes too long fails with. */
export function timedOut(): Error {
  return Object.assign(new Error('The connection was not made in time.'), { code: 'ETIMEDOUT', syscall: 'connect' })
}
