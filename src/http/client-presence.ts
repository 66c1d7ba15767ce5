import type { OutgoingResponse } from './dual-server.ts'

/**
 * True where nobody is there any more to read a response. HTTP/2 responses of Node's compatible API have no `destroyed`
 * of their own, whatever their types say: it is their stream's.
 */
export function hasClientLeft(response: OutgoingResponse): boolean {
  return 'stream' in response ? response.stream.destroyed || response.stream.closed : response.destroyed
}

/** Aborts when the client is gone before its answer was complete: nobody should pay for what nobody reads. */
export function whenClientLeaves(response: OutgoingResponse): AbortSignal {
  const left = new AbortController()
  if (hasClientLeft(response)) left.abort()
  response.once('close', () => {
    if (!response.writableEnded) left.abort()
  })
  return left.signal
}
