/**
 * Gathers bytes that came in pieces, up to a limit: what grows beyond it is forgotten, and only its being too long is
 * known. Memory is that of the bytes, however small the pieces were.
 */
export class BoundedBytes {
  #buffer = EMPTY
  #length = 0
  readonly #maxBytes: number

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length
    if (needed > this.#maxBytes) this.#buffer = EMPTY
    else this.#copy(bytes, needed)
    this.#length = needed
  }

  /** What was gathered, and begins anew; undefined where it was too much. */
  take(): Buffer | undefined {
    const taken = this.#length > this.#maxBytes ? undefined : this.#buffer.subarray(0, this.#length)
    this.#buffer = EMPTY
    this.#length = 0
    return taken
  }

  /** Grows by doubling, so that bytes which come one by one are not copied for each of them. */
  #copy(bytes: Uint8Array, needed: number): void {
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.#maxBytes, Math.max(needed, 2 * this.#buffer.length)))
      this.#buffer.copy(grown, 0, 0, this.#length)
      this.#buffer = grown
    }
    this.#buffer.set(bytes, this.#length)
  }
}

const EMPTY = Buffer.alloc(0)
