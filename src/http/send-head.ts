import type { OutgoingResponse } from './dual-server.ts'

/** Sends the head of a stream, which Node keeps back over HTTP/1.1 until there is a chunk to go with it. */
export function sendHead(response: OutgoingResponse): void {
  if (!('stream' in response)) response.flushHeaders()
}
