import type { ConfigValue } from '../agent-row.ts'

/** One change to a file: the value that a place is to hold. A number in the path is an index, at the end of a list for a new item. */
export type Assignment = { readonly path: readonly (string | number)[]; readonly value: ConfigValue }

/** How a kind of file is read and changed. */
export type FileFormat = {
  /**
   * What the text holds, as plain values; an empty object for an empty text.
   * @throws BrokenText
   */
  readonly parse: (text: string) => unknown
  /** The text with these changes made in order, and everything else in it, comments included, as it was. */
  readonly assign: (text: string, assignments: readonly Assignment[]) => string
}

/** A text that is not what its file name promises. Never quotes the text, which may hold secrets. */
export class BrokenText extends Error {
  override readonly name = 'BrokenText'

  constructor(what: string, line?: number) {
    super(line === undefined ? what : `${what} at line ${line}`)
  }
}
