import { COLON, OPEN_BRACE, Scanner } from './json-cursor.ts'

/** A member of a JSON object by the places of its bytes: key from `start`, value from `valueStart` to `end` (exclusive). */
export type Member = {
  /** Decoded. */
  readonly key: string
  readonly start: number
  readonly valueStart: number
  readonly end: number
}

/** A JSON object whose members are known by their places; `begin` is the place right behind its opening brace. */
export type JsonObject = { readonly begin: number; readonly members: readonly Member[] }

/** Bytes `start` (inclusive) to `end` (exclusive) give way to a text; equal ones are a place to insert it. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string }

/**
 * Finds the members of a JSON object without parsing their values.
 * @throws MalformedJson
 */
export function takeApartObject(bytes: Buffer): JsonObject {
  const scanner = new Scanner(bytes)
  scanner.expect(OPEN_BRACE, 'is not a JSON object')
  const begin = scanner.position
  const members: Member[] = []
  while (scanner.nextMember(members.length === 0)) {
    const { value: key, start } = scanner.readString()
    scanner.expect(COLON, 'is not valid JSON')
    scanner.peek()
    const valueStart = scanner.position
    scanner.skipValue()
    members.push({ key, start, valueStart, end: scanner.position })
  }
  scanner.expectEnd()
  return { begin, members }
}

/** The edits that take members out, each with the comma that would be left over, and put others in before the rest. */
export function changeMembers(object: JsonObject, removed: ReadonlySet<string>, added: readonly string[]): Edit[] {
  const { begin, members } = object
  const firstKept = members.findIndex(({ key }) => !removed.has(key))
  const isEmptied = firstKept === -1
  const separator = isEmptied || added.length === 0 ? '' : ','
  return [
    { start: begin, end: begin, text: added.join(',') + separator },
    ...leadingRemoval(members, isEmptied ? members.length : firstKept),
    ...members.flatMap(({ key, end }, i) => {
      const before = members[i - 1]
      return before && i > firstKept && !isEmptied && removed.has(key) ? [{ start: before.end, end, text: '' }] : []
    }),
  ]
}

/** The bytes after edits that do not overlap, as a list of pieces that share memory with the original. */
export function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer[] {
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let at = 0
  const pieces = inOrder.flatMap(({ start, end, text }) => {
    const kept = bytes.subarray(at, start)
    at = end
    return [kept, Buffer.from(text)]
  })
  return [...pieces, bytes.subarray(at)].filter((piece) => piece.length > 0)
}

/** The first `count` members go, up to the one that stays, or all. */
function leadingRemoval(members: readonly Member[], count: number): Edit[] {
  const [first] = members
  if (!first || count === 0) return []
  const end = members[count]?.start ?? members.at(-1)?.end ?? first.end
  return [{ start: first.start, end, text: '' }]
}
