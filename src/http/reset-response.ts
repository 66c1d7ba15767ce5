import type { OutgoingResponse } from './dual-server.ts'

/**
 * Breaks a response off at once. Under HTTP/2 `close` would send END_STREAM before its reset, and `destroy` without an
 * error a reset that says NO_ERROR: both look like a clean end. So may a close under HTTP/1.1.
 */
export function resetResponse(response: OutgoingResponse): void {
  if ('stream' in response) response.stream?.destroy(new Error('The answer was broken off.'))
  else response.socket?.resetAndDestroy()
}
