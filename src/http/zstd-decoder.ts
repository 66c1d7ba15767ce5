import { Transform, type TransformCallback } from 'node:stream'
import { Decompress } from 'fzstd'
import { nextTurn } from './in-pieces.ts'
import { ZstdError, ZstdFrame } from './zstd-frame.ts'

/** What is moved in memory before the others get their turn. */
const MOVED_PER_TURN = 16 * 1024 * 1024

/** Decodes zstd where Node cannot: block by block, with turns for others in between. */
export class ZstdDecoder extends Transform {
  readonly #frame = new ZstdFrame()
  readonly #decompress = new Decompress((bytes) => {
    if (bytes.length > 0) this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  })
  #movedInTurn = 0

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#decode(chunk).then(() => done(), done)
  }

  override _flush(done: TransformCallback): void {
    done(this.#frame.isOver ? null : new ZstdError('It ends too soon.'))
  }

  async #decode(chunk: Buffer): Promise<void> {
    for (const { bytes, movedBytes, isLast } of this.#frame.feed(chunk)) {
      this.#decompress.push(bytes, isLast)
      this.#movedInTurn += movedBytes
      if (this.#movedInTurn > MOVED_PER_TURN) {
        this.#movedInTurn = 0
        await nextTurn()
      }
      if (this.destroyed) return
    }
  }
}
