import { expect, it } from 'vitest'
import { MAX_KEY_BYTES } from '../../src/http/json-key.ts'
import { JsonKeyReader } from '../../src/http/json-key-reader.ts'

/** The key that pieces end, each read as if its quotes stood around the whole. */
function read(reader: JsonKeyReader, ...pieces: string[]) {
  reader.begin()
  const ends = pieces.map((piece) => reader.pass(Buffer.from(piece), 0, Buffer.byteLength(piece)))
  const key = reader.key()
  return [ends, typeof key === 'object' ? Buffer.from(key.bytes).toString('utf8', key.start, key.end) : key]
}

it('reads keys whole or in pieces, one after the other', () => {
  const reader = new JsonKeyReader()
  expect(read(reader, 'model":1')).toEqual([[6], 'model'])
  expect(read(reader, '', 'mo', 'del', '"')).toEqual([[-1, -1, -1, 1], 'model'])
  expect(read(reader, 'm\\u00', '6fdel"')).toEqual([[-1, 6], 'model'])
  expect(read(reader, 'a\\', '"b"')).toEqual([[-1, 3], 'a"b'])
  expect(read(reader, '"')).toEqual([[1], ''])
})

it('tells a wrong escape, and a key that is too long for anybody to look for', () => {
  const reader = new JsonKeyReader()
  expect(read(reader, '\\x"')[1]).toBe('malformed')
  expect(read(reader, `${'k'.repeat(MAX_KEY_BYTES)}"`)[1]).toHaveLength(MAX_KEY_BYTES)
  expect(read(reader, `${'k'.repeat(MAX_KEY_BYTES + 1)}"`)[1]).toBeUndefined()
  expect(read(reader, 'k'.repeat(MAX_KEY_BYTES - 1), 'kk', 'k"')[1]).toBeUndefined()
})
