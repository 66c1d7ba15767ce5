import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, changeMembers, takeApartObject } from '../../src/http/json-members.ts'
import { MalformedJson } from '../../src/http/json-scanner.ts'
import { arbitraryMembers, arbitraryObject } from '../fixtures/arbitrary-json.ts'
import { checkProperty } from '../fixtures/check-property.ts'

describe('takeApartObject', () => {
  it('finds every member with its bytes, duplicates included', () => {
    const bytes = Buffer.from('{ "a" : 1.0 ,"a":{"b":[2]}, "\\u0063":"d"}')
    const { begin, members } = takeApartObject(bytes)
    const shown = members.map(({ key, start, valueStart, end }) => [
      key,
      bytes.toString('utf8', start, end),
      bytes.toString('utf8', valueStart, end),
    ])
    expect(begin).toBe(1)
    expect(shown).toEqual([
      ['a', '"a" : 1.0', '1.0'],
      ['a', '"a":{"b":[2]}', '{"b":[2]}'],
      ['c', '"\\u0063":"d"', '"d"'],
    ])
  })

  it.each(['', '[]', '{"a":1', '{"a":1}x', '{"a"}', '{a:1}'])('throws on %j', (json) => {
    expect(() => takeApartObject(Buffer.from(json))).toThrow(MalformedJson)
  })
})

describe('changeMembers', () => {
  it.each([
    ['{"m":1,"a":2}', '{"a":2}'],
    ['{"a":2,"m":1}', '{"a":2}'],
    ['{"a":2,"m":1,"b":3}', '{"a":2,"b":3}'],
    ['{"m":1,"n":1,"a":2,"m":1,"n":1}', '{"a":2}'],
    ['{ "m" : 1 , "a" : 2 , "n" : 3 }', '{ "a" : 2 }'],
    ['{"m":1}', '{}'],
    ['{ "m":1,\n"n":2 }', '{  }'],
    ['{}', '{}'],
    ['{"a":2}', '{"a":2}'],
  ])('takes m and n out of %s', (json, expected) => {
    expect(change(json, ['m', 'n'], [])).toBe(expected)
  })

  it.each([
    ['{"a":1}', '{"x":1,"y":2,"a":1}'],
    ['{ "m":1, "a":1 }', '{"x":1,"y":2, "a":1 }'],
    ['{"m":1}', '{"x":1,"y":2}'],
    ['{}', '{"x":1,"y":2}'],
  ])('puts others before what is left of %s', (json, expected) => {
    expect(change(json, ['m', 'n'], ['"x":1', '"y":2'])).toBe(expected)
  })

  it('keeps the rest of any object byte for byte', () => {
    const object = arbitraryObject(arbitraryMembers('model'))
    checkProperty(
      fc.property(object, ({ text: json }) => {
        const changed = change(json, ['model', 'mode'], ['"x y":0'])
        const { model: _model, mode: _mode, ...rest } = JSON.parse(json)
        expect(JSON.parse(changed)).toEqual({ 'x y': 0, ...rest })
        const kept = takeApartObject(Buffer.from(json)).members.filter(({ key }) => key !== 'model' && key !== 'mode')
        const bytesOf = ({ start, end }: { start: number; end: number }, text: string) =>
          Buffer.from(text).toString('utf8', start, end)
        const left = takeApartObject(Buffer.from(changed)).members.slice(1)
        expect(left.map((member) => bytesOf(member, changed))).toEqual(kept.map((member) => bytesOf(member, json)))
      }),
    )
  })
})

describe('applyEdits', () => {
  it('makes edits in the order of their places, and shares the memory of what stays', () => {
    const bytes = Buffer.alloc(10, '0123456789')
    const pieces = applyEdits(bytes, [
      { start: 8, end: 9, text: '' },
      { start: 0, end: 0, text: 'a' },
      { start: 3, end: 5, text: 'bc' },
    ])
    expect(Buffer.concat(pieces).toString()).toBe('a012bc5679')
    expect(pieces.filter((piece) => piece.buffer === bytes.buffer)).toHaveLength(3)
  })
})

function change(json: string, removed: string[], added: string[]): string {
  const bytes = Buffer.from(json)
  return Buffer.concat(applyEdits(bytes, changeMembers(takeApartObject(bytes), new Set(removed), added))).toString()
}
