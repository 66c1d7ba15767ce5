/** The prelude's first field: total length of the frame in bytes, big-endian. */
const LENGTH_BYTES = 4

/**
 * Follows the frames of an `application/vnd.amazon.eventstream` by their length prefix alone, so that a stream which
 * breaks off between two frames can be told from one that breaks off inside of one.
 */
export class FrameBoundary {
  #frameBytesLeft = 0
  readonly #length = Buffer.alloc(LENGTH_BYTES)
  #lengthBytesSeen = 0

  /** Follows the next bytes of the stream, cut anywhere. */
  feed(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#frameBytesLeft > 0) {
        const taken = Math.min(this.#frameBytesLeft, chunk.length - at)
        this.#frameBytesLeft -= taken
        at += taken
      } else {
        this.#takeLengthByte(chunk[at++] as number)
      }
    }
  }

  /** True where every byte so far belongs to a whole frame. */
  get isBetweenFrames(): boolean {
    return this.#frameBytesLeft === 0 && this.#lengthBytesSeen === 0
  }

  #takeLengthByte(byte: number): void {
    this.#length[this.#lengthBytesSeen++] = byte
    if (this.#lengthBytesSeen < LENGTH_BYTES) return
    this.#lengthBytesSeen = 0
    this.#frameBytesLeft = Math.max(0, this.#length.readUInt32BE() - LENGTH_BYTES)
  }
}
