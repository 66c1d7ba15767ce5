import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'
import { isTaken, letGoUnlessTaken } from './let-go-unless-taken.ts'
import type { AdmittedRequest } from './request-gate.ts'

/**
 * Gives the room of a request back when its client has taken the whole answer. One that takes it too slowly is let go after
 * the idle timeout, or where others need its room.
 */
export function leaveWhenTaken(response: OutgoingResponse, admitted: AdmittedRequest, idleTimeoutMs: number): void {
  if (isTaken(response)) {
    admitted.leave()
    return
  }
  admitted.awaitClient(() => resetResponse(response))
  letGoUnlessTaken(response, idleTimeoutMs, () => admitted.leave())
}
