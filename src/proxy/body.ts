import { BodyDigest } from './body-digest.ts'

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
  sha256: new BodyDigest().digest(),
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
