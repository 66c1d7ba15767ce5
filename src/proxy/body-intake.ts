import { ProxyError } from '../bedrock/errors.ts'
import { GatheredChunks } from '../http/gathered-chunks.ts'
import type { Admission } from './admission.ts'
import { type Body, BodyDigest } from './body.ts'

/** What is done with the bytes of a body while they arrive: they are counted, kept, and hashed unless they may yet change. */
export class BodyIntake {
  readonly #chunks = new GatheredChunks()
  readonly #digest: BodyDigest | undefined
  readonly #maxBodyBytes: number
  readonly #reserve: Admission['reserve']
  #byteLength = 0

  constructor(maxBodyBytes: number, mayChange: boolean, reserve: Admission['reserve']) {
    this.#maxBodyBytes = maxBodyBytes
    this.#digest = mayChange ? undefined : new BodyDigest()
    this.#reserve = reserve
  }

  get byteLength(): number {
    return this.#byteLength
  }

  /** @throws ProxyError `body-too-large`, and what `reserve` throws */
  take(chunk: Buffer): void {
    this.#byteLength += chunk.length
    if (this.#byteLength > this.#maxBodyBytes) throw tooLarge(this.#maxBodyBytes)
    this.#reserve(chunk.length)
    this.#chunks.append(chunk)
    this.#digest?.update(chunk)
  }

  /** The body, of which nothing more comes. */
  finish(): Body {
    return { chunks: this.#chunks.finish(), byteLength: this.#byteLength, sha256: this.#digest?.digest() }
  }
}

/** What a client is told whose body is larger than it may be. */
export function tooLarge(maxBodyBytes: number): ProxyError {
  return new ProxyError(
    'body-too-large',
    `The request body is larger than ${maxBodyBytes} bytes. Send less, or raise --max-body-bytes.`,
  )
}
