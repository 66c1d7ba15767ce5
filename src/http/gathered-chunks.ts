/** Chunks from this size on are kept as they came. */
const LARGE_BYTES = 4 * 1024
/** What smaller ones are copied into, once there are many. */
const BLOCK_BYTES = 64 * 1024
/** So many small ones are kept as they came: nearly every body has fewer. */
const FEW = 16

const NO_BLOCK = Buffer.alloc(0)

/**
 * Keeps the chunks of a body. Of very many small ones the bytes are copied together, so that memory is that of the bytes and
 * not of a million pieces, each of which may hold on to a whole read of its socket.
 */
export class GatheredChunks {
  readonly #chunks: Buffer[] = []
  #smallOnes = 0
  #block: Buffer = NO_BLOCK
  /** How much of the block is filled, and how much of that is among the chunks already. */
  #filled = 0
  #kept = 0

  append(chunk: Buffer): void {
    if (chunk.length >= LARGE_BYTES || this.#smallOnes < FEW) {
      this.#keepBlock()
      this.#chunks.push(chunk)
      if (chunk.length < LARGE_BYTES) this.#smallOnes++
      return
    }
    if (this.#filled + chunk.length > this.#block.length) this.#beginBlock()
    this.#filled += chunk.copy(this.#block, this.#filled)
  }

  /** Everything so far; nothing is appended after it. */
  finish(): readonly Buffer[] {
    this.#keepBlock()
    return this.#chunks
  }

  #beginBlock(): void {
    this.#keepBlock()
    this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
    this.#filled = 0
    this.#kept = 0
  }

  /** What is left of the block serves the small chunks that are yet to come. */
  #keepBlock(): void {
    if (this.#filled > this.#kept) this.#chunks.push(this.#block.subarray(this.#kept, this.#filled))
    this.#kept = this.#filled
  }
}
