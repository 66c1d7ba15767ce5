import { type TokenUsage, USAGE_PLACES } from '../../bedrock/token-usage.ts'
import { pathTree } from '../../http/json-paths.ts'
import { JsonScanner } from '../../http/json-scanner.ts'

const TREE = pathTree([...USAGE_PLACES.keys()])

/**
 * Looks for token counts in JSON while its bytes go by. An answer may be hostile as well: nothing of it is kept, and what tells
 * no usage costs no memory.
 */
export class UsageScan {
  readonly #usage: { -readonly [Name in keyof TokenUsage]: TokenUsage[Name] } = {}
  readonly #scanner = new JsonScanner(TREE, ({ path, value }) => {
    const name = USAGE_PLACES.get(path)
    if (name !== undefined && typeof value === 'number') this.#usage[name] = value
  })

  /** Another JSON begins. */
  begin(): void {
    this.#scanner.reset()
  }

  feed(chunk: Buffer, from?: number, to?: number): void {
    this.#scanner.feed(chunk, from, to)
  }

  /** What was found in all of them so far. */
  get usage(): TokenUsage {
    return { ...this.#usage }
  }
}
