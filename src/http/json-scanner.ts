import { JsonKeyReader } from './json-key-reader.ts'
import type { PathTree } from './json-paths.ts'
import { JsonTopLevel, type TopLevelRules } from './json-top-level.ts'
import { type FoundValue, JsonTrail } from './json-trail.ts'
import { JsonValue } from './json-value.ts'

const [QUOTE, COMMA, COLON, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Buffer.from('",:{}[]')
const [SPACE, LINE_FEED, CARRIAGE_RETURN, TAB] = Buffer.from(' \n\r\t')
const MALFORMED = 'is not valid JSON'

/** What may come next. */
type Mark = 'root' | 'first key' | 'key' | 'colon' | 'first element' | 'element' | 'value' | 'after value' | 'done'
type State = Mark | 'rest of key' | 'rest of value'

/** Bytes that are not what JSON allows. The message completes the sentence "The request body …". */
export class MalformedJson extends Error {
  override readonly name = 'MalformedJson'
}

/**
 * Reads a JSON object as its bytes arrive, cut anywhere, and tells where the values stand that are looked for. Everything
 * else is passed over: its brackets are balanced, its strings skipped, and the receiver judges it. Nothing is allocated for
 * what is passed over, and no byte is read twice.
 */
export class JsonScanner {
  readonly #tree: PathTree
  readonly #trail: JsonTrail
  readonly #topLevel: JsonTopLevel
  readonly #key = new JsonKeyReader()
  readonly #value = new JsonValue()
  #state: State = 'root'
  #problem: string | undefined
  /** In the bytes that are being read. */
  #at = 0
  /** The place in the whole at which they begin. */
  #origin = 0

  constructor(tree: PathTree, onFound: (found: FoundValue) => void, rules: TopLevelRules = {}) {
    this.#tree = tree
    this.#topLevel = new JsonTopLevel(rules)
    this.#trail = new JsonTrail(onFound)
  }

  /** True where nothing more will be found: the whole has ended, or is none. */
  get isOver(): boolean {
    return this.#state === 'done' || this.#problem !== undefined
  }

  /** What is known of the top level so far. */
  get topLevel(): Pick<JsonTopLevel, 'begin' | 'count'> {
    return this.#topLevel
  }

  /** Reads the next bytes; behind a problem they go by unread. */
  feed(chunk: Buffer, from = 0, to = chunk.length): void {
    this.#at = from
    this.#origin -= from
    while (this.#at < to && this.#problem === undefined) this.#state = this.#step(chunk, to)
    this.#origin += to
  }

  /** There are no more bytes: what is wrong with the whole, which completes "The request body …"; undefined where nothing is. */
  finish(): string | undefined {
    if (this.#state === 'root') this.#check('is not a JSON object')
    else if (this.#state !== 'done') this.#check('ends in the middle of its JSON')
    return this.#problem
  }

  /** Begins anew, with another whole. */
  reset(): void {
    this.#trail.clear()
    this.#state = 'root'
    this.#problem = undefined
    this.#origin = 0
  }

  #step(chunk: Buffer, to: number): State {
    if (this.#state === 'rest of key') return this.#readKey(chunk, to)
    if (this.#state === 'rest of value') return this.#passValue(chunk, to)
    let at = this.#at
    while (at < to && isWhiteSpace(chunk[at] as number)) at++
    this.#at = at
    return at < to ? this.#takeMark(chunk[at] as number) : this.#state
  }

  /** What stands between keys and values, or the first byte of one. */
  #takeMark(byte: number): State {
    switch (this.#state) {
      case 'root':
        this.#check(byte === OPEN_BRACE ? undefined : 'is not a JSON object')
        this.#topLevel.open(this.#origin + this.#at + 1)
        return this.#open(this.#tree, false)
      case 'first key':
        return byte === CLOSE_BRACE ? this.#close() : this.#beginKey(byte)
      case 'key':
        return this.#beginKey(byte)
      case 'first element':
        return byte === CLOSE_BRACKET ? this.#close() : this.#beginElement(byte)
      case 'element':
        return this.#beginElement(byte)
      case 'colon':
        return this.#take(byte === COLON, 'value')
      case 'value':
        return this.#beginValue(byte)
      case 'after value':
        return this.#separate(byte)
      default:
        this.#check('has something after its JSON object')
        return 'done'
    }
  }

  #beginKey(byte: number): State {
    this.#beginMember()
    this.#key.begin()
    return this.#take(byte === QUOTE, 'rest of key')
  }

  #beginElement(byte: number): State {
    this.#beginMember()
    return this.#beginValue(byte)
  }

  #beginMember(): void {
    this.#trail.begin(this.#origin + this.#at)
    if (this.#trail.isAtTop) this.#check(this.#topLevel.countMember())
  }

  #readKey(chunk: Buffer, to: number): State {
    const end = this.#key.pass(chunk, this.#at, to)
    this.#at = end === -1 ? to : end
    if (end === -1) return 'rest of key'
    const key = this.#key.key()
    if (key === 'malformed') this.#check(MALFORMED)
    else this.#trail.take(key)
    if (typeof key === 'object' && this.#trail.isAtTop) {
      this.#check(this.#topLevel.problemWithKey(key, this.#trail.wanted?.path))
    }
    return 'colon'
  }

  #beginValue(byte: number): State {
    const { wanted } = this.#trail
    this.#trail.beginValue(this.#origin + this.#at)
    this.#check(this.#topLevel.problemWithValue(wanted?.path, byte === QUOTE))
    if (byte === OPEN_BRACE && wanted?.members.length) return this.#open(wanted, false)
    if (byte === OPEN_BRACKET && wanted?.each) return this.#open(wanted, true)
    this.#at += this.#value.begin(byte)
    return 'rest of value'
  }

  #passValue(chunk: Buffer, to: number): State {
    const end = this.#value.pass(chunk, this.#at, to)
    this.#at = end === -1 ? to : end
    if (end === -1) return 'rest of value'
    if (this.#value.isBroken) this.#check(MALFORMED)
    this.#trail.endValue(this.#origin + end, this.#value.type, this.#value.value)
    return 'after value'
  }

  #open(tree: PathTree, isList: boolean): State {
    this.#at++
    this.#trail.open(tree, isList, this.#origin + this.#at)
    return isList ? 'first element' : 'first key'
  }

  #close(): State {
    const type = this.#trail.isInList ? 'list' : 'object'
    this.#at++
    this.#trail.close()
    if (this.#trail.depth === 0) return 'done'
    this.#trail.endValue(this.#origin + this.#at, type, undefined)
    return 'after value'
  }

  #separate(byte: number): State {
    if (this.#trail.isInList) return byte === CLOSE_BRACKET ? this.#close() : this.#take(byte === COMMA, 'element')
    return byte === CLOSE_BRACE ? this.#close() : this.#take(byte === COMMA, 'key')
  }

  #take(isRight: boolean, next: State): State {
    this.#check(isRight ? undefined : MALFORMED)
    this.#at++
    return next
  }

  /** The first problem counts. */
  #check(problem: string | undefined): void {
    this.#problem ??= problem
  }
}

function isWhiteSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB
}
