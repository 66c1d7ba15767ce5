import { JsonString } from './json-string.ts'

const OTHER = 0
const STRING = 1
const OPENING = 2
const CLOSING = 3

const KINDS = new Uint8Array(256).fill(OTHER)
for (const [bytes, kind] of [
  ['"', STRING],
  ['{[', OPENING],
  ['}]', CLOSING],
] as const) {
  for (const byte of Buffer.from(bytes)) KINDS[byte] = kind
}

/** Passes over an object or a list: brackets are balanced, strings skipped, and nothing else is judged. */
export class JsonNested {
  readonly #string = new JsonString()
  #depth = 0
  #isInString = false

  /** Its opening bracket was taken. */
  begin(): void {
    this.#depth = 1
    this.#isInString = false
  }

  /** The place behind the closing bracket; -1 where it goes on behind these bytes. */
  pass(chunk: Buffer, from: number, to: number): number {
    let at = this.#isInString ? this.#passString(chunk, from, to) : from
    let depth = this.#depth
    while (at < to) {
      const kind = KINDS[chunk[at++] as number]
      if (kind === OTHER) continue
      if (kind === STRING) {
        this.#string.begin()
        at = this.#passString(chunk, at, to)
      } else {
        depth += kind === OPENING ? 1 : -1
        if (depth === 0) return at
      }
    }
    this.#depth = depth
    return -1
  }

  /** The place behind the string, or the end of the bytes. */
  #passString(chunk: Buffer, from: number, to: number): number {
    const end = this.#string.pass(chunk, from, to)
    this.#isInString = end === -1
    return this.#isInString ? to : end
  }
}
