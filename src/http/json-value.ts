import { JsonNested } from './json-nested.ts'
import { JsonScalar, type ScalarValue } from './json-scalar.ts'
import { JsonString } from './json-string.ts'
import type { ValueType } from './json-trail.ts'

const [QUOTE, OPEN_BRACE, OPEN_BRACKET] = Buffer.from('"{[')

/** Passes over one value of whatever type. */
export class JsonValue {
  readonly #string = new JsonString()
  readonly #scalar = new JsonScalar()
  readonly #nested = new JsonNested()
  #passing: JsonString | JsonScalar | JsonNested = this.#scalar
  #type: ValueType = 'scalar'

  /** A value begins with this byte. Returns how many bytes are taken with that. */
  begin(byte: number): number {
    if (byte === QUOTE) this.#begin(this.#string, 'string')
    else if (byte === OPEN_BRACE) this.#begin(this.#nested, 'object')
    else if (byte === OPEN_BRACKET) this.#begin(this.#nested, 'list')
    else this.#begin(this.#scalar, 'scalar')
    return this.#type === 'scalar' ? 0 : 1
  }

  /** The place behind the value; -1 where it may go on behind these bytes. */
  pass(chunk: Buffer, from: number, to: number): number {
    return this.#passing.pass(chunk, from, to)
  }

  get type(): ValueType {
    return this.#type
  }

  get value(): ScalarValue {
    return this.#type === 'scalar' ? this.#scalar.value : undefined
  }

  /** True for what is no value, or only the beginning of one. */
  get isBroken(): boolean {
    return this.#type === 'scalar' && !this.#scalar.isWhole
  }

  #begin(passing: JsonString | JsonScalar | JsonNested, type: ValueType): void {
    passing.begin()
    this.#passing = passing
    this.#type = type
  }
}
