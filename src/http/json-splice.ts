import { bytesBetween } from './chunk-list.ts'
import { applyEdits } from './json-edits.ts'
import { scanObject } from './json-object-scan.ts'
import { memberTree } from './json-paths.ts'
import { MalformedJson } from './json-scanner.ts'

/** Where a string stands in JSON, quotes included: bytes `start` (inclusive) to `end` (exclusive). */
export type StringSpan = { readonly start: number; readonly end: number; readonly value: string }

/** What a search for a top-level string found. `problem` completes the sentence "The request body …". */
export type FoundString =
  | { readonly kind: 'found'; readonly span: StringSpan }
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly problem: string }

/**
 * Finds the string value of a top-level key in a JSON object that is whole and not long. The key must stand there once,
 * because parsers differ in which of two they take (RFC 8259 §4). What is nested is left for the receiver to judge.
 */
export function findTopLevelString(bytes: Buffer, key: string): FoundString {
  try {
    const [found] = scanObject([bytes], memberTree(key), { single: key, allowsKin: true }).found
    return found ? { kind: 'found', span: spanOf([bytes], found.valueStart, found.end) } : { kind: 'absent' }
  } catch (error) {
    if (error instanceof MalformedJson) return { kind: 'malformed', problem: error.message }
    throw error
  }
}

/**
 * The string that stands between two places, quotes included.
 * @throws MalformedJson where it is none that JSON allows
 */
export function spanOf(chunks: readonly Buffer[], start: number, end: number): StringSpan {
  return { start, end, value: decode(bytesBetween(chunks, start, end)) }
}

/** The bytes of chunks with one span replaced by a string, as a list of pieces that share memory with the original. */
export function replaceString(chunks: readonly Buffer[], { start, end }: StringSpan, replacement: string): Buffer[] {
  return applyEdits(chunks, [{ start, end, text: JSON.stringify(replacement) }])
}

function decode(bytes: Buffer): string {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new MalformedJson('is not valid JSON')
  }
}
