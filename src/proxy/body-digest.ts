import { createHash, type Hash, hash } from 'node:crypto'

/**
 * SHA-256 over chunks as they arrive. Most bodies are a single chunk, for which one call is cheaper than a hash object.
 */
export class BodyDigest {
  #first: Buffer | undefined
  #hash: Hash | undefined

  update(chunk: Buffer): void {
    if (this.#hash) this.#hash.update(chunk)
    else if (this.#first) this.#hash = createHash('sha256').update(this.#first).update(chunk)
    else this.#first = chunk
  }

  /** The digest in lower-case hex; to be asked for once. */
  digest(): string {
    return this.#hash?.digest('hex') ?? hash('sha256', this.#first ?? '', 'hex')
  }
}
