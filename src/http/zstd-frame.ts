/** A frame that is none, or that asks for more memory or work than any honest one does. */
export class ZstdError extends Error {
  override readonly name = 'ZstdError'
}

/** What can be decoded by itself, and how many bytes a decoder moves for it. */
export type ZstdPart = { readonly bytes: Buffer; readonly movedBytes: number; readonly isLast: boolean }

const MAGIC = 0xfd2fb528
const MAGIC_BYTES = 4
const BLOCK_HEADER_BYTES = 3
const CHECKSUM_BYTES = 4
const MAX_BLOCK_BYTES = 128 * 1024
/** What every decoder must take (RFC 8878 §3.1.1.1.2); more would be memory for the asking. */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024
/** A decoder moves its whole window for every block: without a limit, many small blocks would be much work. */
const MAX_MOVED_BYTES = 2 * 1024 ** 3

type Step = (bytes: Buffer) => ZstdPart | undefined

/**
 * Cuts the bytes of one zstd frame into parts, and refuses what would take too much before anything is decoded. Source: RFC
 * 8878 §3.1.1.
 */
export class ZstdFrame {
  /** Takes the next bytes, when there are as many as it wants. */
  #step: Step = (bytes) => this.#takeDescriptor(bytes)
  #wanted = MAGIC_BYTES + 1
  /** Joined when there is enough, so that bytes which come one by one are not copied for each of them. */
  #held: Buffer[] = []
  #heldBytes = 0
  #windowBytes = 0
  #movedBytes = 0
  #hasChecksum = false
  #isOver = false

  /** True where the frame is complete. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * The parts that are whole with these bytes.
   * @throws ZstdError
   */
  *feed(chunk: Buffer): Generator<ZstdPart, void> {
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
    if (this.#heldBytes < this.#wanted) return
    let rest = Buffer.concat(this.#held)
    while (rest.length >= this.#wanted && !this.#isOver) {
      const bytes = rest.subarray(0, this.#wanted)
      const part = this.#step(bytes)
      if (!part) continue
      rest = rest.subarray(bytes.length)
      yield part
    }
    if (this.#isOver && rest.length > 0) throw new ZstdError('There is something behind the frame.')
    this.#held = [rest]
    this.#heldBytes = rest.length
  }

  #takeDescriptor(bytes: Buffer): undefined {
    if (bytes.readUInt32LE() !== MAGIC) throw new ZstdError('It is no zstd frame.')
    const descriptor = bytes[MAGIC_BYTES] as number
    const isSingleSegment = (descriptor & 0x20) !== 0
    const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] as number
    if ((descriptor & 0x08) !== 0 || (descriptor & 0x03) !== 0) throw new ZstdError('It is for a dictionary.')
    this.#hasChecksum = (descriptor & 0x04) !== 0
    this.#want(MAGIC_BYTES + 1 + (isSingleSegment ? 0 : 1) + contentSizeBytes, (header) => {
      const place = MAGIC_BYTES + 1
      this.#windowBytes = isSingleSegment ? contentSize(header.subarray(place)) : windowSize(header[place] as number)
      if (this.#windowBytes > MAX_WINDOW_BYTES) throw new ZstdError('Its window is too large.')
      this.#wantBlock()
      return { bytes: header, movedBytes: this.#windowBytes, isLast: false }
    })
  }

  #wantBlock(): void {
    this.#want(BLOCK_HEADER_BYTES, (header) => this.#takeBlockHeader(header.readUIntLE(0, BLOCK_HEADER_BYTES)))
  }

  #takeBlockHeader(header: number): undefined {
    const [isLast, type, size] = [(header & 1) === 1, (header >> 1) & 3, header >> 3]
    if (type === 3 || size > MAX_BLOCK_BYTES) throw new ZstdError('One of its blocks is none.')
    const movedBytes = this.#windowBytes + size
    this.#movedBytes += movedBytes
    if (this.#movedBytes > MAX_MOVED_BYTES) throw new ZstdError('It has too many blocks.')
    this.#want(BLOCK_HEADER_BYTES + (type === 1 ? 1 : size), (bytes) => {
      if (!isLast) this.#wantBlock()
      else if (this.#hasChecksum) this.#want(CHECKSUM_BYTES, (checksum) => this.#end(checksum, 0))
      return isLast && !this.#hasChecksum ? this.#end(bytes, movedBytes) : { bytes, movedBytes, isLast: false }
    })
  }

  #end(bytes: Buffer, movedBytes: number): ZstdPart {
    this.#isOver = true
    return { bytes, movedBytes, isLast: true }
  }

  #want(byteLength: number, step: Step): void {
    this.#wanted = byteLength
    this.#step = step
  }
}

/** How large the content is, which is the window as well where it is one segment. */
function contentSize(bytes: Buffer): number {
  if (bytes.length === 1) return bytes[0] as number
  if (bytes.length === 2) return bytes.readUInt16LE() + 256
  return bytes.length === 4 ? bytes.readUInt32LE() : Number(bytes.readBigUInt64LE())
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}
