import { hasClientLeft } from '../http/client-presence.ts'
import { afterLimit } from '../http/coarse-clock.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'

/** True for an answer that has gone out whole, and for one that nobody waits for any more. */
export function isTaken(response: OutgoingResponse): boolean {
  return response.writableFinished || hasGoneOut(response) || hasClientLeft(response)
}

/** True where the system has every byte, which Node tells a turn later. Of HTTP/2, where answers share a connection, only Node knows. */
function hasGoneOut(response: OutgoingResponse): boolean {
  return !('stream' in response) && response.writableEnded && response.writableLength === 0
}

/**
 * Lets an answer go that is complete here where its client has not taken it within the idle timeout: it may lie in memory
 * until a client reads it that never does. `onTaken` is called when it has been taken, or was let go; it may be called again.
 */
export function letGoUnlessTaken(
  response: OutgoingResponse,
  idleTimeoutMs: number,
  onTaken: () => void = () => undefined,
): void {
  if (isTaken(response)) {
    onTaken()
    return
  }
  const callOff = afterLimit(idleTimeoutMs, () => resetResponse(response))
  const over = () => {
    callOff()
    onTaken()
  }
  response.on('finish', over).on('close', over)
}
