import type { OutgoingResponse } from './dual-server.ts'

/**
 * True where nobody is there any more to read a response. HTTP/2 responses of Node's compatible API have no `destroyed`
 * of their own, whatever their types say: it is their stream's.
 */
export function hasClientLeft(response: OutgoingResponse): boolean {
  return 'stream' in response ? response.stream.destroyed || response.stream.closed : response.destroyed
}

/**
 * Whether the client has left before its answer was complete, and a call when it does: nobody should pay for what
 * nobody reads. In place of an AbortSignal, which takes a twentieth of the time of a small request.
 */
export class Departure {
  #hasHappened = false
  #listener: (() => void) | undefined

  get hasHappened(): boolean {
    return this.#hasHappened
  }

  /** Calls the listener when the client leaves, at once where it has left; a later listener replaces an earlier one. */
  onLeave(listener: () => void): void {
    if (this.#hasHappened) listener()
    else this.#listener = listener
  }

  /** The client is gone. */
  happen(): void {
    if (this.#hasHappened) return
    this.#hasHappened = true
    this.#listener?.()
  }
}

/** The departure of the client that waits for a response. */
export function departureFrom(response: OutgoingResponse): Departure {
  const departure = new Departure()
  if (hasClientLeft(response)) departure.happen()
  response.on('close', () => {
    if (!response.writableEnded) departure.happen()
  })
  return departure
}
