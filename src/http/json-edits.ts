import { ChunkCursor } from './chunk-list.ts'
import type { FoundValue } from './json-trail.ts'

/** Bytes `start` (inclusive) to `end` (exclusive) give way to a text; equal ones are a place to insert it. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** The edit that puts another value in the place of one. */
export function replacement({ valueStart, end }: FoundValue, value: unknown): Edit {
  return { start: valueStart, end, text: JSON.stringify(value) }
}

/** The edits that take members or elements out, each with the comma that would be left over. They come in their order. */
export function removals(found: readonly FoundValue[]): Edit[] {
  /** Where the rest begins of an object or list of which nothing has been kept so far. */
  let rest: number | undefined
  return found.map(({ start, end, index, previousEnd, nextStart }) => {
    const isLeading = index === 0 || start === rest
    rest = isLeading ? nextStart : undefined
    return isLeading ? { start, end: nextStart ?? end, text: '' } : { start: previousEnd, end, text: '' }
  })
}

/** The edit that puts members at a place before others. */
export function insertion(place: number, members: readonly string[], isBeforeOthers: boolean): Edit {
  const separator = isBeforeOthers && members.length > 0 ? ',' : ''
  return { start: place, end: place, text: members.join(',') + separator }
}

/** The bytes after edits that do not overlap, as a list of pieces that share memory with the original. */
export function applyEdits(chunks: readonly Buffer[], edits: readonly Edit[]): Buffer[] {
  const cursor = new ChunkCursor(chunks)
  const pieces = edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .flatMap(({ start, end, text }) => {
      const kept = cursor.take(start)
      cursor.take(end)
      return text === '' ? kept : [...kept, Buffer.from(text)]
    })
  return [...pieces, ...cursor.take()]
}
