import type { OutgoingResponse } from './dual-server.ts'

/**
 * Calls `onStill` where the client of an answer takes none of the bytes that wait for it for so long; one that reads slowly is
 * given the time anew. Ends with a call of what it returns.
 */
export function watchReader(response: OutgoingResponse, idleTimeoutMs: number, onStill: () => void): () => void {
  let waiting = untakenBytes(response)
  const look = () => {
    const before = waiting
    waiting = untakenBytes(response)
    if (waiting >= before) onStill()
    else timer.refresh()
  }
  const timer = setTimeout(look, idleTimeoutMs).unref()
  return () => clearTimeout(timer)
}

/**
 * The bytes of an answer that this process still holds: each that the system takes is one less. Of HTTP/2, where several
 * answers share a connection, each write counts until all of it is gone.
 */
function untakenBytes(response: OutgoingResponse): number {
  if ('stream' in response) return response.stream?.bufferSize ?? 0
  return response.writableLength + queuedBytes(response.socket)
}

/** A write counts in full among the `writableLength` until all of it is gone. Only the handle knows how much has. */
function queuedBytes(socket: object | null): number {
  return (socket as { _handle?: { writeQueueSize?: number } } | null)?._handle?.writeQueueSize ?? 0
}
