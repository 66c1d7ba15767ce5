/** Whoever takes room: the name of a client token, or the connection of a client that has none. */
export type Holder = string | object

/** What all holders together may have, and what one may have whatever the others do. */
export type ShareLimits = { readonly requests: number; readonly bytes: number; readonly bodyBytes: number }

/** Why somebody gets no more: all of it is taken, or what is his share. */
export type Shortage = 'all' | 'share'

type Held = { requests: number; bytes: number }

const NOTHING: Readonly<Held> = { requests: 0, bytes: 0 }

/**
 * Room that is shared. One holder alone may have all of it; while several have requests under way, none is given more than
 * the whole divided by their number, but at least one request and one body. What somebody has already is not taken away.
 */
export class Shares {
  readonly #limits: ShareLimits
  readonly #held = new Map<Holder, Held>()
  readonly #all: Held = { requests: 0, bytes: 0 }

  constructor(limits: ShareLimits) {
    this.#limits = limits
  }

  /** Why a holder may not have another request; undefined where it may. */
  shortageOfRequests(holder: Holder): Shortage | undefined {
    const { requests } = this.#limits
    if (this.#all.requests >= requests) return 'all'
    return this.#heldBy(holder).requests >= this.#share(requests, 1, holder) ? 'share' : undefined
  }

  /** Why a holder may not have so many bytes more; undefined where it may. */
  shortageOfBytes(holder: Holder, count: number): Shortage | undefined {
    const { bytes, bodyBytes } = this.#limits
    if (this.#all.bytes + count > bytes) return 'all'
    return this.#heldBy(holder).bytes + count > this.#share(bytes, bodyBytes, holder) ? 'share' : undefined
  }

  /** Takes what was asked for, or gives it back where it is negative. */
  add(holder: Holder, requests: number, bytes: number): void {
    const held = this.#held.get(holder) ?? { requests: 0, bytes: 0 }
    held.requests += requests
    held.bytes += bytes
    this.#all.requests += requests
    this.#all.bytes += bytes
    if (held.requests === 0) this.#held.delete(holder)
    else this.#held.set(holder, held)
  }

  #heldBy(holder: Holder): Readonly<Held> {
    return this.#held.get(holder) ?? NOTHING
  }

  #share(whole: number, least: number, holder: Holder): number {
    const holders = this.#held.size + (this.#held.has(holder) ? 0 : 1)
    return holders === 1 ? whole : Math.max(least, Math.floor(whole / holders))
  }
}
