import { BoundedBytes } from './bounded-bytes.ts'

/** The prelude's first field: total length of the frame in bytes, big-endian. */
const LENGTH_BYTES = 4
/** Prelude, its checksum, and the checksum of the whole: a frame without headers and without a body. */
const MIN_FRAME_BYTES = 16

/** Who is told of the frames of a stream. */
export type FrameListener = {
  /** Whether a frame of so many bytes is wanted; asked as soon as its length is known. What it throws, `feed` throws. */
  wants(frameBytes: number): boolean
  /** A wanted frame, whole. It may share memory with the bytes that were fed. */
  onFrame(frame: Buffer): void
}

/**
 * Follows the frames of an `application/vnd.amazon.eventstream` by their length prefix alone, wherever the bytes were cut on
 * the way, so that a stream which ends between two frames can be told from one that ends inside of one. Nothing is copied
 * but wanted frames that come in pieces; memory is taken for bytes that are there, not for what a prelude claims.
 */
export class FrameScanner {
  readonly #listener: FrameListener | undefined
  /** Of a frame whose length is cut, which few are. */
  #length: Buffer | undefined
  #lengthBytesSeen = 0
  #frameBytesLeft = 0
  /** What has come of a wanted frame. */
  #pieces: BoundedBytes | undefined
  #heldBytes = 0

  constructor(listener?: FrameListener) {
    this.#listener = listener
  }

  /** Follows the next bytes of the stream. Throws what the listener throws, after it has had the frames before. */
  feed(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#frameBytesLeft > 0) at = this.#takeRest(chunk, at)
      else if (this.#lengthBytesSeen === 0 && chunk.length - at >= LENGTH_BYTES) at = this.#begin(chunk, at)
      else at = this.#takeLengthByte(chunk, at)
    }
  }

  /** True where every byte so far belongs to a whole frame. */
  get isBetweenFrames(): boolean {
    return this.#frameBytesLeft === 0 && this.#lengthBytesSeen === 0
  }

  /** How much is held of a wanted frame that is not whole yet. */
  get heldBytes(): number {
    return this.#heldBytes + this.#lengthBytesSeen
  }

  /** A frame whose length is there in one piece; most of them are there whole. */
  #begin(chunk: Buffer, at: number): number {
    const frameBytes = chunk.readUInt32BE(at)
    const isWanted = this.#isWanted(frameBytes)
    const end = at + Math.max(frameBytes, LENGTH_BYTES)
    if (end <= chunk.length) {
      if (isWanted) this.#listener?.onFrame(chunk.subarray(at, end))
      return end
    }
    return this.#open(frameBytes, isWanted, chunk.subarray(at, at + LENGTH_BYTES), at + LENGTH_BYTES)
  }

  #takeLengthByte(chunk: Buffer, at: number): number {
    this.#length ??= Buffer.alloc(LENGTH_BYTES)
    this.#length[this.#lengthBytesSeen++] = chunk[at] as number
    if (this.#lengthBytesSeen < LENGTH_BYTES) return at + 1
    this.#lengthBytesSeen = 0
    const frameBytes = this.#length.readUInt32BE()
    return this.#open(frameBytes, this.#isWanted(frameBytes), this.#length, at + 1)
  }

  #open(frameBytes: number, isWanted: boolean, length: Buffer, next: number): number {
    this.#frameBytesLeft = Math.max(frameBytes - LENGTH_BYTES, 0)
    if (!isWanted) return next
    this.#pieces = new BoundedBytes(Math.max(frameBytes, LENGTH_BYTES))
    this.#hold(length)
    return next
  }

  #takeRest(chunk: Buffer, at: number): number {
    const end = Math.min(at + this.#frameBytesLeft, chunk.length)
    this.#frameBytesLeft -= end - at
    if (this.#pieces) this.#hold(chunk.subarray(at, end))
    return end
  }

  #hold(bytes: Buffer): void {
    this.#pieces?.append(bytes)
    this.#heldBytes += bytes.length
    if (this.#frameBytesLeft > 0) return
    const frame = this.#pieces?.take()
    this.#pieces = undefined
    this.#heldBytes = 0
    if (frame) this.#listener?.onFrame(frame)
  }

  #isWanted(frameBytes: number): boolean {
    return this.#listener?.wants(frameBytes) ?? false
  }
}

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

/** Wants every frame, and throws FrameLengthError at one that is too long or too short to be one. */
export function everyFrame(maxFrameBytes: number, onFrame: (frame: Buffer) => void): FrameListener {
  return {
    wants(frameBytes) {
      const isTooLong = frameBytes > maxFrameBytes
      if (isTooLong || frameBytes < MIN_FRAME_BYTES) throw new FrameLengthError(frameBytes, isTooLong)
      return true
    },
    onFrame,
  }
}
