import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Utf8Check } from '../../src/http/utf8-check.ts'
import { checkProperty } from '../fixtures/check-property.ts'

function check(bytes: Buffer, lengths: readonly number[]): boolean {
  const utf8 = new Utf8Check()
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] as number
    utf8.feed(bytes.subarray(at, at + length))
    at += length
  }
  return utf8.finish()
}

it.each([
  ['text', Buffer.from('a\u00e4\u20ac\u{1f600}'), true],
  ['nothing', Buffer.alloc(0), true],
  ['an overlong letter', Buffer.from([0x22, 0xc1, 0xad, 0x22]), false],
  ['an overlong letter of three bytes', Buffer.from([0xe0, 0x81, 0xad]), false],
  ['half of a surrogate pair', Buffer.from([0xed, 0xa0, 0xbd]), false],
  ['a character that ends too soon', Buffer.from([0x61, 0xe2, 0x82]), false],
  ['a byte that continues nothing', Buffer.from([0x61, 0x80, 0x61]), false],
  ['Latin-1', Buffer.from('\u00e4h', 'latin1'), false],
  ['UTF-16 with a mark', Buffer.from('\ufeff{}', 'utf16le'), false],
  ['what is above Unicode', Buffer.from([0xf4, 0x90, 0x80, 0x80]), false],
])('judges %s, cut anywhere', (_, bytes, expected) => {
  for (const length of [1, 2, 3, 4, 5]) expect(check(bytes, [length])).toBe(expected)
})

it('judges any bytes as they would be judged in one piece', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array)),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => Buffer.from(text)),
    fc
      .array(fc.constantFrom(0x61, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0xf0, 0x90, 0xf4, 0xff), { maxLength: 8 })
      .map((array) => Buffer.from(array)),
  )
  checkProperty(
    fc.property(bytes, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (one, lengths) => {
      expect(check(one, lengths)).toBe(isUtf8(one))
    }),
  )
})
