import { createHash, type Hash, hash } from 'node:crypto'
import { inPieces, isQuick } from '../http/in-pieces.ts'
import type { Look } from './look-into-body.ts'

/** A whole request body. Its bytes are never joined: chunks are shared, replaced and sent as they are. */
export type Body = {
  readonly chunks: readonly Buffer[]
  readonly byteLength: number
  /** SHA-256 in lower-case hex; undefined for a body that may yet change, or has changed. */
  readonly sha256: string | undefined
  /** The digest of the bytes as they came, encoded or not; there where the client has signed them. */
  readonly sha256AsItCame?: string | undefined
  /** What was found in it; there where it names its model. */
  readonly look?: Look
}

/** A body that will not change any more. */
export type HashedBody = Body & { readonly sha256: string }

/** The body of a request that has none. */
export const EMPTY_BODY: HashedBody = {
  chunks: [],
  byteLength: 0,
  sha256: hash('sha256', '', 'hex'),
}

/** A body of other chunks, which is not hashed yet. */
export function unhashedBody(chunks: readonly Buffer[]): Body {
  return { chunks, byteLength: lengthOf(chunks), sha256: undefined }
}

/** A short body of other chunks, hashed here, at once. */
export function bodyOf(chunks: readonly Buffer[]): HashedBody {
  const digest = new BodyDigest()
  for (const chunk of chunks) digest.update(chunk)
  return { chunks, byteLength: lengthOf(chunks), sha256: digest.digest() }
}

/** The body with its digest. A long one is hashed piece by piece, so that others get their turns. */
export function hashed(body: Body): HashedBody | Promise<HashedBody> {
  const { chunks, byteLength, sha256 } = body
  if (sha256 !== undefined) return { ...body, sha256 }
  return isQuick(byteLength) ? { ...body, sha256: bodyOf(chunks).sha256 } : hashInPieces(body)
}

async function hashInPieces(body: Body): Promise<HashedBody> {
  const digest = new BodyDigest()
  await inPieces(body.chunks, (piece) => digest.update(piece))
  return { ...body, sha256: digest.digest() }
}

function lengthOf(chunks: readonly Buffer[]): number {
  let byteLength = 0
  for (const { length } of chunks) byteLength += length
  return byteLength
}

/** SHA-256 in lower-case hex of a body as its client has sent it. */
export function digestAsItCame({ chunks, sha256, sha256AsItCame }: Body): string {
  return sha256AsItCame ?? sha256 ?? bodyOf(chunks).sha256
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
