import { describe, expect, it } from 'vitest'
import { bytesBetween, ChunkCursor } from '../../src/http/chunk-list.ts'

const BYTES = Buffer.alloc(10, '0123456789')
const CHUNKS = [BYTES.subarray(0, 3), BYTES.subarray(3, 3), BYTES.subarray(3, 7), BYTES.subarray(7)]

describe('ChunkCursor', () => {
  it('goes through the chunks from place to place, and copies nothing', () => {
    const cursor = new ChunkCursor(CHUNKS)
    const taken = [cursor.take(2), cursor.take(2), cursor.take(3), cursor.take(8), cursor.take()]
    expect(taken.map((pieces) => pieces.map(String))).toEqual([['01'], [], ['2'], ['3456', '7'], ['89']])
    expect(taken.flat().every(({ buffer }) => buffer === BYTES.buffer)).toBe(true)
  })

  it('ends where the chunks end', () => {
    expect(new ChunkCursor(CHUNKS).take(99).map(String)).toEqual(['012', '3456', '789'])
    expect(new ChunkCursor([]).take()).toEqual([])
  })
})

describe('bytesBetween', () => {
  it.each([
    [0, 10, '0123456789'],
    [1, 2, '1'],
    [2, 4, '23'],
    [3, 7, '3456'],
    [5, 5, ''],
    [9, 99, '9'],
  ])('joins what stands between %d and %d', (start, end, expected) => {
    expect(bytesBetween(CHUNKS, start, end).toString()).toBe(expected)
  })

  it('copies nothing that stands in one chunk', () => {
    expect(bytesBetween(CHUNKS, 4, 6).buffer).toBe(BYTES.buffer)
  })
})
