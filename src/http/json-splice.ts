import { COLON, MalformedJson, OPEN_BRACE, QUOTE, Scanner, type StringSpan } from './json-scanner.ts'

/** What a search for a top-level string found. `problem` completes the sentence "The request body …". */
export type FoundString =
  | { readonly kind: 'found'; readonly span: StringSpan }
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly problem: string }

/**
 * Finds the string value of a top-level key in the bytes of a JSON object without parsing the rest: strings are jumped
 * over with `indexOf`, nested values are only balanced. The key must stand there once, because parsers differ in which
 * of two they take (RFC 8259 §4). What is nested is left for the receiver to judge.
 */
export function findTopLevelString(bytes: Buffer, key: string): FoundString {
  try {
    return scanObject(new Scanner(bytes), key)
  } catch (error) {
    if (error instanceof MalformedJson) return { kind: 'malformed', problem: error.message }
    throw error
  }
}

/** The bytes with one span replaced by a string, as a list of pieces that share memory with the original. */
export function replaceString(bytes: Buffer, span: StringSpan, replacement: string): Buffer[] {
  return [bytes.subarray(0, span.start), Buffer.from(JSON.stringify(replacement)), bytes.subarray(span.end)]
}

function scanObject(scanner: Scanner, key: string): FoundString {
  scanner.expect(OPEN_BRACE, 'is not a JSON object')
  const wanted = { text: key, bytes: Buffer.from(JSON.stringify(key)) }
  let span: StringSpan | undefined
  let isFirst = true
  while (scanner.nextMember(isFirst)) {
    isFirst = false
    const isWanted = scanner.readKey(wanted)
    scanner.expect(COLON, 'is not valid JSON')
    if (!isWanted) {
      scanner.skipValue()
      continue
    }
    if (span) throw new MalformedJson(`names "${key}" twice`)
    if (scanner.peek() !== QUOTE) throw new MalformedJson(`has a "${key}" that is not a string`)
    span = scanner.readString()
  }
  scanner.expectEnd()
  return span ? { kind: 'found', span } : { kind: 'absent' }
}
