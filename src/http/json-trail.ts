import { isKey } from './json-key.ts'
import type { KeyBytes } from './json-key-reader.ts'
import type { PathTree } from './json-paths.ts'
import type { ScalarValue } from './json-scalar.ts'

/** A value that was looked for, by the places of its bytes in the whole. */
export type FoundValue = {
  readonly path: string
  /** Where its member, or its element, begins: for a member that is the quote of the key. */
  readonly start: number
  readonly valueStart: number
  readonly end: number
  /** Which member or element of its object or list it is. */
  readonly index: number
  /** Where the one before it ends; behind the bracket for the first. */
  readonly previousEnd: number
  /** Where the next one begins; undefined for the last. Known when its object or list has ended. */
  readonly nextStart: number | undefined
  readonly type: ValueType
  /** A whole number without a sign, or a literal; undefined for everything else. */
  readonly value: ScalarValue
}

/** What a value is, by its first byte. */
export type ValueType = 'string' | 'object' | 'list' | 'scalar'

/** An object or list that stands open. */
class Frame {
  tree: PathTree
  isList = false
  count = 0
  previousEnd = 0
  /** Of the member or element that is being read. */
  wanted: PathTree | undefined
  start = 0
  valueStart = 0
  last: { -readonly [Name in keyof FoundValue]: FoundValue[Name] } | undefined

  constructor(tree: PathTree) {
    this.tree = tree
  }

  open(tree: PathTree, isList: boolean, place: number): void {
    this.tree = tree
    this.isList = isList
    this.count = 0
    this.previousEnd = place
    this.wanted = undefined
    this.last = undefined
  }
}

/**
 * The way from the whole down to the value that is being read, through the objects and lists in which something is looked
 * for. Memory is taken for what is found, not for what is passed.
 */
export class JsonTrail {
  /** Used again for every object or list of the same depth. */
  readonly #frames: Frame[] = []
  #depth = 0
  readonly #onFound: (found: FoundValue) => void

  constructor(onFound: (found: FoundValue) => void) {
    this.#onFound = onFound
  }

  /** How many objects and lists stand open. */
  get depth(): number {
    return this.#depth
  }

  /** True for the members of the whole. */
  get isAtTop(): boolean {
    return this.#depth === 1
  }

  get isInList(): boolean {
    return this.#top.isList
  }

  /** What is looked for in the value that is being read. */
  get wanted(): PathTree | undefined {
    return this.#top.wanted
  }

  /** An object or list begins whose first member or element may stand at a place. */
  open(tree: PathTree, isList: boolean, place: number): void {
    if (this.#frames.length === this.#depth) this.#frames.push(new Frame(tree))
    this.#depth++
    this.#top.open(tree, isList, place)
  }

  close(): void {
    this.#depth--
  }

  /** A member or element begins; in it is looked for what every element is searched for. */
  begin(start: number): void {
    const top = this.#top
    top.count++
    top.start = start
    top.wanted = top.tree.each
    if (top.last && top.last.nextStart === undefined) top.last.nextStart = start
  }

  /** It is a member, of this key. */
  take(key: KeyBytes | undefined): void {
    const top = this.#top
    top.wanted = key && memberOf(top.tree, key)
  }

  beginValue(start: number): void {
    this.#top.valueStart = start
  }

  endValue(end: number, type: ValueType, value: ScalarValue): void {
    const top = this.#top
    const { wanted, start, valueStart, previousEnd } = top
    top.previousEnd = end
    if (wanted?.path === undefined) return
    const index = top.count - 1
    top.last = { path: wanted.path, start, valueStart, end, index, previousEnd, nextStart: undefined, type, value }
    this.#onFound(top.last)
  }

  clear(): void {
    this.#depth = 0
  }

  get #top(): Frame {
    return this.#frames[this.#depth - 1] as Frame
  }
}

function memberOf({ members }: PathTree, { bytes, start, end }: KeyBytes): PathTree | undefined {
  const alike = members[end - start]
  if (alike === undefined) return undefined
  for (const { key, tree } of alike) if (isKey(bytes, start, end, key)) return tree
  return undefined
}
