import { createHash, type Hash, hash } from 'node:crypto'

/** A whole request body. Its bytes are never joined: chunks are shared, replaced and sent as they are. */
export type Body = {
  readonly chunks: readonly Buffer[]
  readonly byteLength: number
  /** SHA-256 in lower-case hex; undefined for a body that may yet change. */
  readonly sha256: string | undefined
}

/** A body that will not change any more. */
export type HashedBody = Body & { readonly sha256: string }

/** The body of a request that has none. */
export const EMPTY_BODY: HashedBody = {
  chunks: [],
  byteLength: 0,
  sha256: hash('sha256', '', 'hex'),
}

/** A body of other chunks, hashed here, once. */
export function bodyOf(chunks: readonly Buffer[]): HashedBody {
  const digest = new BodyDigest()
  let byteLength = 0
  for (const chunk of chunks) {
    digest.update(chunk)
    byteLength += chunk.length
  }
  return { chunks, byteLength, sha256: digest.digest() }
}

/** The bytes in one piece; copied only where there are several chunks. */
export function bytesOf({ chunks }: Body): Buffer {
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
}

/** SHA-256 of the whole body in lower-case hex, taken here where it was not taken yet. */
export function digestOf({ chunks, sha256 }: Body): string {
  return sha256 ?? bodyOf(chunks).sha256
}

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
