import { looksLikeKey } from './json-key.ts'
import type { KeyBytes } from './json-key-reader.ts'

/** What a scan is strict about at the top level, beyond the grammar. */
export type TopLevelRules = {
  /** A key that may stand there once, and whose value is a string: parsers differ in which of two they take (RFC 8259 §4). */
  readonly single?: string
  /** True where keys may stand beside it that a lenient parser would take for it. */
  readonly allowsKin?: boolean
  readonly maxMembers?: number
}

/** Judges the members of the top level. Each answer is a problem, which completes "The request body …", or undefined. */
export class JsonTopLevel {
  readonly #rules: TopLevelRules
  #hasSingle = false
  #count = 0
  #begin = 0

  constructor(rules: TopLevelRules) {
    this.#rules = rules
  }

  /** The opening brace stands before this place. */
  open(begin: number): void {
    this.#begin = begin
    this.#hasSingle = false
    this.#count = 0
  }

  /** The place behind the opening brace. */
  get begin(): number {
    return this.#begin
  }

  /** How many members have begun. */
  get count(): number {
    return this.#count
  }

  /** One more has begun. */
  countMember(): string | undefined {
    const { maxMembers = Number.POSITIVE_INFINITY } = this.#rules
    this.#count++
    if (this.#count <= maxMembers) return undefined
    return `has more than ${maxMembers.toLocaleString('en-US')} members at its top level`
  }

  /** A key was read; `path` is what is looked for under it, if anything is. */
  problemWithKey({ bytes, start, end }: KeyBytes, path: string | undefined): string | undefined {
    const { single, allowsKin = false } = this.#rules
    if (single === undefined) return undefined
    if (path !== single) {
      const isKin = !allowsKin && looksLikeKey(bytes, start, end, single)
      return isKin ? `has a key that some parsers take for "${single}"` : undefined
    }
    if (this.#hasSingle) return `names "${single}" twice`
    this.#hasSingle = true
    return undefined
  }

  problemWithValue(path: string | undefined, isString: boolean): string | undefined {
    if (path === undefined || path !== this.#rules.single || isString) return undefined
    return `has a "${path}" that is not a string`
  }
}
