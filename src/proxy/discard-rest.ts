import { afterLimit } from '../http/coarse-clock.ts'
import type { IncomingRequest } from '../http/dual-server.ts'

/** How long the rest of a refused body is read and thrown away, so that the client gets to read the answer. */
export const DISCARD_MS = 5_000

/**
 * Reads the rest of a refused body and throws it away. Without this, closing the connection on a client that is still
 * sending would reset it before it saw the answer.
 */
export function discardRest(request: IncomingRequest): void {
  if (request.complete || request.destroyed) return
  const callOff = afterLimit(DISCARD_MS, () => request.socket?.destroy())
  request
    .on('error', () => undefined)
    .on('close', callOff)
    .on('end', callOff)
  request.resume()
}
