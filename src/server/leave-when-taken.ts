import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'
import type { AdmittedRequest } from './request-gate.ts'

/**
 * Gives the room of a request back when its client has taken the whole answer. An answer that is complete here may lie in
 * memory until a client reads it that never does: it is let go after the idle timeout, or where others need its room.
 */
export function leaveWhenTaken(response: OutgoingResponse, admitted: AdmittedRequest, idleTimeoutMs: number): void {
  if (response.writableFinished || hasClientLeft(response)) {
    admitted.leave()
    return
  }
  const letGo = () => resetResponse(response)
  admitted.awaitClient(letGo)
  response.once('finish', admitted.leave).once('close', admitted.leave)
  // Nearly every answer is taken in this turn, and needs no timer.
  setImmediate(() => {
    if (response.writableFinished || hasClientLeft(response)) return
    const timer = setTimeout(letGo, idleTimeoutMs).unref()
    response.once('finish', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  })
}
