import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { Slots, type Slotted } from '../http/slots.ts'

/** A request that is not over yet. */
export type UnderWay = Slotted & {
  /** Counts from 1, in the order in which requests come. */
  readonly id: number
  /** In milliseconds since 1970. */
  readonly startedAt: number
  readonly request: IncomingRequest
  readonly response: OutgoingResponse
}

/** The requests that are not over yet. */
export class RequestsUnderWay implements Iterable<UnderWay> {
  readonly #slots = new Slots<UnderWay>()
  readonly #now: () => number
  #seen = 0

  constructor(now = Date.now) {
    this.#now = now
  }

  get count(): number {
    return this.#slots.size
  }

  /** A request has come; it is over when its response, or its stream, is closed. */
  add(request: IncomingRequest, response: OutgoingResponse): void {
    this.#seen += 1
    const one: UnderWay = { slot: undefined, id: this.#seen, startedAt: this.#now(), request, response }
    this.#slots.add(one)
    // Of a HEAD over HTTP/2 that nobody has answered, Node's compatible API tells no close.
    const closing = 'stream' in response ? response.stream : response
    closing.on('close', () => this.#slots.remove(one))
  }

  /** In no order. */
  [Symbol.iterator](): Iterator<UnderWay> {
    return this.#slots[Symbol.iterator]()
  }
}
