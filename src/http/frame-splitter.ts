/** The prelude's first field: total length of the frame in bytes, big-endian. */
const LENGTH_BYTES = 4
/** Prelude, its checksum, and the checksum of the whole: a frame without headers and without a body. */
const MIN_FRAME_BYTES = 16

/** A frame that claims to be longer than it may be, or shorter than any can be. */
export class FrameLengthError extends Error {
  override readonly name = 'FrameLengthError'
  readonly frameBytes: number
  readonly isTooLong: boolean

  constructor(frameBytes: number, isTooLong: boolean) {
    super(`A frame of ${frameBytes} bytes.`)
    this.frameBytes = frameBytes
    this.isTooLong = isTooLong
  }
}

/**
 * Cuts the bytes of an `application/vnd.amazon.eventstream` into whole frames, wherever they were cut on the way. Memory
 * is taken for bytes that are there, not for what a prelude claims.
 */
export class FrameSplitter {
  #buffer = Buffer.alloc(0)
  #gathered = 0
  #wanted = LENGTH_BYTES
  readonly #maxFrameBytes: number

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes
  }

  /**
   * Yields the frames that become whole with these bytes, each in memory of its own.
   * @throws FrameLengthError after the frames before the one that is at fault
   */
  *feed(chunk: Uint8Array): Generator<Buffer, void> {
    let rest = chunk
    while (rest.length > 0) {
      const taken = rest.subarray(0, this.#wanted - this.#gathered)
      rest = rest.subarray(taken.length)
      this.#gather(taken)
      if (this.#gathered < this.#wanted) return
      if (this.#wanted > LENGTH_BYTES) yield this.#takeFrame()
      else this.#wanted = this.#checkedLength()
    }
  }

  /** How much is held of a frame that is not whole yet. */
  get heldBytes(): number {
    return this.#gathered
  }

  /** True where every byte so far belongs to a whole frame. */
  get isBetweenFrames(): boolean {
    return this.#gathered === 0
  }

  /** Grows by doubling, so that a frame which comes byte by byte is not copied for each of them. */
  #gather(bytes: Uint8Array): void {
    const needed = this.#gathered + bytes.length
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.#wanted, Math.max(needed, 2 * this.#buffer.length)))
      this.#buffer.copy(grown, 0, 0, this.#gathered)
      this.#buffer = grown
    }
    this.#buffer.set(bytes, this.#gathered)
    this.#gathered = needed
  }

  #checkedLength(): number {
    const frameBytes = this.#buffer.readUInt32BE()
    const isTooLong = frameBytes > this.#maxFrameBytes
    if (isTooLong || frameBytes < MIN_FRAME_BYTES) throw new FrameLengthError(frameBytes, isTooLong)
    return frameBytes
  }

  #takeFrame(): Buffer {
    const frame = this.#buffer
    this.#buffer = Buffer.alloc(0)
    this.#gathered = 0
    this.#wanted = LENGTH_BYTES
    return frame
  }
}
