import type { Operation } from '../bedrock/operations.ts'
import { ObjectScan, type ScannedObject } from '../http/json-object-scan.ts'
import { type PathTree, pathTree } from '../http/json-paths.ts'
import { MalformedJson } from '../http/json-scanner.ts'
import { Utf8Check } from '../http/utf8-check.ts'

/** What is looked for in a body that names its model: the key of the model, and what the door needs to know. */
export type BodySearch = { readonly key: string; readonly tree: PathTree }

/** What was found in a body, or what is wrong with it, which completes the sentence "The request body …". */
export type Look =
  | { readonly kind: 'found'; readonly object: ScannedObject }
  | { readonly kind: 'malformed'; readonly problem: string }

/** Far more than any API has, and few enough that nobody can make work of them. */
const MAX_MEMBERS = 1_000

/** What is to be looked for in the bodies of an operation; undefined where they are not looked into. */
export function searchFor(operation: Operation): BodySearch | undefined {
  const known = SEARCHES.get(operation)
  if (known || operation.model.in !== 'body') return known
  const { key } = operation.model
  const search = { key, tree: pathTree([key, ...operation.looksAt]) }
  SEARCHES.set(operation, search)
  return search
}

/** By the rows of the tables, which are few. */
const SEARCHES = new Map<Operation, BodySearch>()

/**
 * Looks into a body while it arrives. It must be UTF-8, and name its model once and in one spelling: whatever two readers could
 * understand in two ways is refused.
 */
export class BodyLook {
  readonly #scan: ObjectScan
  readonly #utf8 = new Utf8Check()

  constructor({ key, tree }: BodySearch) {
    this.#scan = new ObjectScan(tree, { single: key, maxMembers: MAX_MEMBERS })
  }

  feed(chunk: Buffer): void {
    this.#scan.feed(chunk)
    this.#utf8.feed(chunk)
  }

  /** Nothing more comes. */
  finish(): Look {
    try {
      const object = this.#scan.finish()
      return this.#utf8.finish() ? { kind: 'found', object } : { kind: 'malformed', problem: 'is not UTF-8' }
    } catch (error) {
      if (error instanceof MalformedJson) return { kind: 'malformed', problem: error.message }
      throw error
    }
  }
}
