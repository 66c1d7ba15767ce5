import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/** Each takes memory while it waits, and no honest client sends so many ahead. */
const MAX_WAITING = 100

/**
 * Begins a request when the answers before it on its connection are complete (pipelining, RFC 9112 §9.3.2). Node would
 * begin all at once, with responses that have no socket yet: those can neither be broken off nor tell that the client
 * has left. A connection on which more than 100 requests wait is cut.
 */
export function inTurn(onRequest: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>()
  return (request, response) => {
    if (response.socket) return onRequest(request, response)
    const { socket } = request
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    if (count > MAX_WAITING) return socket.destroy()
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 0) - 1)
      onRequest(request, response)
    })
  }
}
