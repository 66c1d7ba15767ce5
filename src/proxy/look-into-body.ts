import type { Operation } from '../bedrock/operations.ts'
import { ObjectScan, type ScannedObject } from '../http/json-object-scan.ts'
import { type PathTree, pathTree } from '../http/json-paths.ts'
import { MalformedJson } from '../http/json-scanner.ts'
import { Utf8Check } from '../http/utf8-check.ts'

/** What is looked for in a body: the key of the model where it is named there, and what else is to be known. */
export type BodySearch = { readonly key: string | undefined; readonly tree: PathTree }

/** What was found in a body, or what is wrong with it, which completes the sentence "The request body …". */
export type Look =
  | { readonly kind: 'found'; readonly object: ScannedObject }
  | { readonly kind: 'malformed'; readonly problem: string }

/** Far more than any API has, and few enough that nobody can make work of them. */
const MAX_MEMBERS = 1_000

/**
 * What is to be looked for in the bodies of an operation, with the beginning of the prompt and what ties a request to its Region where
 * that is wanted; undefined where they are not looked into.
 */
export function searchFor(operation: Operation, wantsPrompt = false): BodySearch | undefined {
  const searches = wantsPrompt ? WITH_PROMPT : SEARCHES
  const known = searches.get(operation)
  if (known) return known
  const { model, looksAt } = operation
  const key = model.in === 'body' ? model.key : undefined
  const isNamed = model.in !== 'nowhere' && operation.body === 'whole'
  if (key === undefined && !(wantsPrompt && isNamed)) return undefined
  const prompt = wantsPrompt ? [...BEGINNINGS, ...TIED_TO_REGION] : []
  const search = { key, tree: pathTree([...(key === undefined ? [] : [key]), ...looksAt, ...prompt]) }
  searches.set(operation, search)
  return search
}

/** Where a prompt begins: with the system's, or, where there is none apart, with the first message. One of these is the first. */
export const BEGINNINGS: readonly string[] = ['system', 'instructions', 'messages', 'input']

/** Members that name something which only one Region has. */
export const TIED_TO_REGION: readonly string[] = ['guardrailConfig', 'projectIdentifier']

/** By the rows of the tables, which are few. */
const SEARCHES = new Map<Operation, BodySearch>()
const WITH_PROMPT = new Map<Operation, BodySearch>()

/**
 * Looks into a body while it arrives. It must be UTF-8, and one that names its model does so once and in one spelling: whatever two
 * readers could understand in two ways is refused.
 */
export class BodyLook {
  readonly #scan: ObjectScan
  readonly #utf8 = new Utf8Check()

  constructor({ key, tree }: BodySearch) {
    this.#scan = new ObjectScan(tree, { ...(key !== undefined && { single: key }), maxMembers: MAX_MEMBERS })
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
