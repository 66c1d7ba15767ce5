/** Goes through the bytes of a list of chunks once, from the first to the last. */
export class ChunkCursor {
  readonly #chunks: readonly Buffer[]
  #next = 0
  /** The place at which the next chunk begins. */
  #origin = 0
  #at = 0

  constructor(chunks: readonly Buffer[]) {
    this.#chunks = chunks
  }

  /** The bytes from here up to a place, or to the end, as pieces that share memory with the chunks. */
  take(to = Number.POSITIVE_INFINITY): Buffer[] {
    const pieces: Buffer[] = []
    for (let chunk = this.#chunks[this.#next]; chunk && this.#at < to; chunk = this.#chunks[this.#next]) {
      const end = this.#origin + chunk.length
      const piece = chunk.subarray(this.#at - this.#origin, Math.min(to, end) - this.#origin)
      if (piece.length > 0) pieces.push(piece)
      this.#at = Math.min(to, end)
      if (end > to) break
      this.#origin = end
      this.#next++
    }
    return pieces
  }
}

/**
 * The bytes of a list of chunks from one place to another in one piece, which is a copy where several chunks have a part in it.
 * Nothing is made of the chunks that have none, for it may be asked for thousands of places.
 */
export function bytesBetween(chunks: readonly Buffer[], start: number, end: number): Buffer {
  const pieces: Buffer[] = []
  let origin = 0
  for (const chunk of chunks) {
    if (origin >= end) break
    if (origin + chunk.length > start) pieces.push(chunk.subarray(Math.max(start - origin, 0), end - origin))
    origin += chunk.length
  }
  const [first = Buffer.alloc(0)] = pieces
  return pieces.length > 1 ? Buffer.concat(pieces) : first
}
