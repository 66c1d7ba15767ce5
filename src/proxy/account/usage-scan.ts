import {
  CACHE_DETAILS,
  type CountName,
  cacheWriteFor,
  type TokenUsage,
  USAGE_PLACES,
  usageOf,
} from '../../bedrock/token-usage.ts'
import { pathTree } from '../../http/json-paths.ts'
import { JsonScanner } from '../../http/json-scanner.ts'
import type { FoundValue } from '../../http/json-trail.ts'
import { LastBytes } from './last-bytes.ts'

const TTL = `${CACHE_DETAILS}.ttl`
const COUNT = `${CACHE_DETAILS}.inputTokens`
const TREE = pathTree([...USAGE_PLACES.keys(), CACHE_DETAILS, TTL, COUNT])
/** No time to live is longer, with its quotes. */
const MAX_TTL_BYTES = 8

/**
 * Looks for token counts in JSON while its bytes go by. An answer may be hostile as well: nothing of it is kept, and what tells
 * no usage costs no memory.
 */
export class UsageScan {
  readonly #counts: { [Name in CountName]?: number } = {}
  readonly #bytes = new LastBytes(MAX_TTL_BYTES)
  readonly #scanner = new JsonScanner(TREE, (found) => this.#take(found))
  /** Of the entry of the list of what was written to the cache that is being read. */
  #ttl: string | undefined
  #count: number | undefined

  /** Another JSON begins. */
  begin(): void {
    this.#scanner.reset()
    this.#bytes.begin()
  }

  feed(chunk: Buffer, from = 0, to = chunk.length): void {
    this.#bytes.show(chunk, from, to)
    this.#scanner.feed(chunk, from, to)
    if (this.#scanner.isOver) this.#bytes.letGo()
    else this.#bytes.keep()
  }

  /** What was found in all of them so far. */
  get usage(): TokenUsage {
    return usageOf(this.#counts)
  }

  #take(found: FoundValue): void {
    const { path, value } = found
    const name = USAGE_PLACES.get(path)
    if (name !== undefined && typeof value === 'number') this.#counts[name] = value
    else if (path === COUNT && typeof value === 'number') this.#count = value
    else if (path === TTL) this.#ttl = this.#textOf(found)
    else if (path === CACHE_DETAILS) this.#takeDetail()
  }

  #textOf({ type, valueStart, end }: FoundValue): string | undefined {
    return type === 'string' ? this.#bytes.between(valueStart + 1, end - 1) : undefined
  }

  #takeDetail(): void {
    const name = this.#ttl === undefined ? undefined : cacheWriteFor(this.#ttl)
    if (name !== undefined && this.#count !== undefined) this.#counts[name] = this.#count
    this.#ttl = undefined
    this.#count = undefined
  }
}
