import { inPieces, isQuick } from './in-pieces.ts'
import type { PathTree } from './json-paths.ts'
import { JsonScanner, MalformedJson } from './json-scanner.ts'
import type { TopLevelRules } from './json-top-level.ts'
import type { FoundValue } from './json-trail.ts'

/** What was found in a JSON object, in the order in which it stands there. */
export type ScannedObject = {
  readonly found: readonly FoundValue[]
  /** The place behind its opening brace. */
  readonly begin: number
  /** How many members it has. */
  readonly memberCount: number
}

/** More places than this are never looked for in earnest; each takes memory. */
const MAX_FOUND = 10_000

/** Looks for values in a JSON object while its bytes arrive. */
export class ObjectScan {
  readonly #found: FoundValue[] = []
  readonly #scanner: JsonScanner

  constructor(tree: PathTree, rules?: TopLevelRules) {
    this.#scanner = new JsonScanner(tree, (value) => this.#found.push(value), rules)
  }

  feed(chunk: Buffer): void {
    if (this.#found.length <= MAX_FOUND) this.#scanner.feed(chunk)
  }

  /**
   * There are no more bytes.
   * @throws MalformedJson
   */
  finish(): ScannedObject {
    if (this.#found.length > MAX_FOUND) throw new MalformedJson('says the same thing too many times')
    const problem = this.#scanner.finish()
    if (problem !== undefined) throw new MalformedJson(problem)
    const { begin, count } = this.#scanner.topLevel
    return { found: this.#found, begin, memberCount: count }
  }
}

/**
 * Looks for values in a JSON object that is whole and not long: it is read in one go.
 * @throws MalformedJson
 */
export function scanObject(chunks: readonly Buffer[], tree: PathTree, rules?: TopLevelRules): ScannedObject {
  const scan = new ObjectScan(tree, rules)
  for (const chunk of chunks) scan.feed(chunk)
  return scan.finish()
}

/**
 * The same for one that may be long: others get their turns while it is read.
 * @throws MalformedJson
 */
export async function scanLongObject(
  chunks: readonly Buffer[],
  tree: PathTree,
  rules?: TopLevelRules,
): Promise<ScannedObject> {
  const byteLength = chunks.reduce((sum, { length }) => sum + length, 0)
  if (isQuick(byteLength)) return scanObject(chunks, tree, rules)
  const scan = new ObjectScan(tree, rules)
  await inPieces(chunks, (piece) => scan.feed(piece))
  return scan.finish()
}
