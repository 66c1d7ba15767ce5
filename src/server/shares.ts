/** Whoever takes room: the name of a client token, or the connection of a client that has none. */
export type Holder = string | object

/** What all holders together may have, and what one may have whatever the others do. */
export type ShareLimits = { readonly requests: number; readonly bytes: number; readonly bodyBytes: number }

/** Why somebody gets no more: all of it is taken, or what is his share. */
export type Shortage = 'all' | 'share'

type Held = { requests: number; bytes: number }

/**
 * Room that is shared. One holder alone may have all of it; while several have requests under way, none is given more than
 * the whole divided by their number, but at least one request and one body. What somebody has already is not taken away.
 */
export class Shares {
  readonly #limits: ShareLimits
  readonly #ofNames = new Map<string, Held>()
  /** Those without a request under way stay: a connection's next one comes at once, and goes with the connection. */
  readonly #ofConnections = new WeakMap<object, Held>()
  readonly #all: Held = { requests: 0, bytes: 0 }
  /** Those that have requests under way. */
  #holders = 0

  constructor(limits: ShareLimits) {
    this.#limits = limits
  }

  /** Why a holder may not have another request; undefined where it may. */
  shortageOfRequests(holder: Holder): Shortage | undefined {
    const { requests } = this.#limits
    if (this.#all.requests >= requests) return 'all'
    const held = this.#heldBy(holder)
    return held.requests >= this.#share(requests, 1, held) ? 'share' : undefined
  }

  /** Why a holder may not have so many bytes more; undefined where it may. */
  shortageOfBytes(holder: Holder, count: number): Shortage | undefined {
    const { bytes, bodyBytes } = this.#limits
    if (this.#all.bytes + count > bytes) return 'all'
    const held = this.#heldBy(holder)
    return held.bytes + count > this.#share(bytes, bodyBytes, held) ? 'share' : undefined
  }

  /** Takes what was asked for, or gives it back where it is negative. */
  add(holder: Holder, requests: number, bytes: number): void {
    const held = this.#heldBy(holder)
    if (held.requests === 0) this.#holders++
    held.requests += requests
    held.bytes += bytes
    this.#all.requests += requests
    this.#all.bytes += bytes
    if (held.requests === 0) this.#holders--
  }

  #heldBy(holder: Holder): Held {
    const known = typeof holder === 'string' ? this.#ofNames.get(holder) : this.#ofConnections.get(holder)
    return known ?? this.#begin(holder)
  }

  #begin(holder: Holder): Held {
    const held = { requests: 0, bytes: 0 }
    if (typeof holder === 'string') this.#ofNames.set(holder, held)
    else this.#ofConnections.set(holder, held)
    return held
  }

  /** For somebody who holds nothing yet, the part of one more. */
  #share(whole: number, least: number, { requests }: Held): number {
    const holders = this.#holders + (requests === 0 ? 1 : 0)
    return holders === 1 ? whole : Math.max(least, Math.floor(whole / holders))
  }
}
