import { ProxyError } from '../bedrock/errors.ts'
import { GatheredChunks } from '../http/gathered-chunks.ts'
import type { Admission } from './admission.ts'
import { type Body, BodyDigest } from './body.ts'
import { BodyLook, type BodySearch } from './look-into-body.ts'

/** What a body is taken with. */
export type IntakeOptions = Pick<Admission, 'signsBody'> & {
  readonly room: Pick<Admission, 'reserve'>
  readonly maxBodyBytes: number
  /** What is looked for in it; undefined where nothing is. Where that is no key of a model, it will not change any more. */
  readonly search: BodySearch | undefined
}

/**
 * What is done with the bytes of a body while they arrive: they are counted and kept, hashed where they will not change any
 * more or the client has signed them, and looked into where they name the model.
 */
export class BodyIntake {
  readonly #chunks = new GatheredChunks()
  readonly #digest: BodyDigest | undefined
  readonly #look: BodyLook | undefined
  readonly #maxBodyBytes: number
  readonly #room: Pick<Admission, 'reserve'>
  #byteLength = 0

  constructor({ maxBodyBytes, search, room, signsBody }: IntakeOptions) {
    this.#maxBodyBytes = maxBodyBytes
    this.#room = room
    if (search) this.#look = new BodyLook(search)
    if (search?.key === undefined || signsBody) this.#digest = new BodyDigest()
  }

  get byteLength(): number {
    return this.#byteLength
  }

  /** @throws ProxyError `body-too-large`, and what `reserve` throws */
  take(chunk: Buffer): void {
    this.#byteLength += chunk.length
    if (this.#byteLength > this.#maxBodyBytes) throw tooLarge(this.#maxBodyBytes)
    this.#room.reserve(chunk.length)
    this.#chunks.append(chunk)
    this.#digest?.update(chunk)
    this.#look?.feed(chunk)
  }

  /** The body, of which nothing more comes. */
  finish(): Body {
    const body = { chunks: this.#chunks.finish(), byteLength: this.#byteLength, sha256: this.#digest?.digest() }
    return this.#look ? { look: this.#look.finish(), ...body } : body
  }
}

/** What a client is told whose body is larger than it may be. */
export function tooLarge(maxBodyBytes: number): ProxyError {
  return new ProxyError(
    'body-too-large',
    `The request body is larger than ${maxBodyBytes} bytes. Send less, or raise --max-body-bytes.`,
  )
}
