import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'
import { watchReader } from '../http/watch-reader.ts'

/** True for an answer that has gone out whole, and for one that nobody waits for any more. */
export function isTaken(response: OutgoingResponse): boolean {
  return response.writableFinished || hasClientLeft(response)
}

/**
 * Lets an answer go that is complete here where its client has taken nothing of it for the idle timeout: it may lie in memory
 * until a client reads it that never does.
 */
export function letGoUnlessTaken(response: OutgoingResponse, idleTimeoutMs: number): void {
  // Nearly every answer is taken in this turn, and needs no timer.
  setImmediate(() => {
    if (isTaken(response)) return
    const stop = watchReader(response, idleTimeoutMs, () => resetResponse(response))
    response.once('finish', stop).once('close', stop)
  })
}
