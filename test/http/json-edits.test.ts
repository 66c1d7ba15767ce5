import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, insertion, removals, replacement } from '../../src/http/json-edits.ts'
import { scanObject } from '../../src/http/json-object-scan.ts'
import { pathTree } from '../../src/http/json-paths.ts'
import { arbitraryMembers, arbitraryObject } from '../fixtures/arbitrary-json.ts'
import { checkProperty } from '../fixtures/check-property.ts'

describe('removals', () => {
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
  ])('take m and n out of %s', (json, expected) => {
    expect(without(json, ['m', 'n'])).toBe(expected)
  })

  it('take members out of every element of a list, and out of what is nested', () => {
    const json = '{"tools":[{"x":1},{"a":1,"x":{"y":2}},{"x":1,"x":2,"a":1},{}],"t":{"k":{"x":1, "a":2}},"x":3}'
    expect(without(json, ['tools[].x', 't.k.x'])).toBe('{"tools":[{},{"a":1},{"a":1},{}],"t":{"k":{"a":2}},"x":3}')
  })

  it('take whole elements out', () => {
    expect(without('{"a":[1,2],"b":[ ]}', ['a[]', 'b[]'])).toBe('{"a":[],"b":[ ]}')
  })
})

describe('insertion', () => {
  it.each([
    ['{"a":1}', '{"x":1,"y":2,"a":1}'],
    ['{ "m":1, "a":1 }', '{"x":1,"y":2, "a":1 }'],
    ['{"m":1}', '{"x":1,"y":2}'],
    ['{}', '{"x":1,"y":2}'],
  ])('puts members before what is left of %s', (json, expected) => {
    expect(without(json, ['m', 'n'], ['"x":1', '"y":2'])).toBe(expected)
  })

  it('puts nothing before anything', () => {
    expect(without('{"a":1}', [], [])).toBe('{"a":1}')
  })
})

it('edits keep the rest of any object byte for byte', () => {
  const object = arbitraryObject(arbitraryMembers('model'))
  checkProperty(
    fc.property(object, ({ text: json }) => {
      const changed = without(json, ['model', 'mode'], ['"x y":0'])
      const { model: _model, mode: _mode, ...rest } = JSON.parse(json)
      expect(JSON.parse(changed)).toEqual({ 'x y': 0, ...rest })
      const kept = (text: string) => text.replace(/^\s*\{\s*/, '{')
      expect(kept(without(changed, ['x y']))).toBe(kept(without(json, ['model', 'mode'])))
    }),
  )
})

describe('applyEdits', () => {
  it('makes edits in the order of their places, over whatever chunks, and shares the memory of what stays', () => {
    const bytes = Buffer.alloc(10, '0123456789')
    const edits = [
      { start: 8, end: 9, text: '' },
      { start: 0, end: 0, text: 'a' },
      { start: 3, end: 5, text: 'bc' },
    ]
    for (const cut of bytes.keys()) {
      const pieces = applyEdits([bytes.subarray(0, cut), bytes.subarray(cut)], edits)
      expect(Buffer.concat(pieces).toString()).toBe('a012bc5679')
      expect(pieces.filter((piece) => piece.buffer === bytes.buffer).length).toBeGreaterThanOrEqual(3)
    }
  })
})

it('a replacement is a value in the place of another one', () => {
  const json = '{"a": 1 ,"b":2}'
  const [found] = scanObject([Buffer.from(json)], pathTree(['a'])).found
  const pieces = applyEdits([Buffer.from(json)], found ? [replacement(found, ['"'])] : [])
  expect(Buffer.concat(pieces).toString()).toBe('{"a": ["\\""] ,"b":2}')
})

function without(json: string, paths: string[], added: string[] = []): string {
  const chunks = [Buffer.from(json)]
  const { begin, memberCount, found } = scanObject(chunks, pathTree(paths))
  const isBeforeOthers = found.filter(({ path }) => !path.includes('.')).length < memberCount
  const edits = [...removals(found), insertion(begin, added, isBeforeOthers)]
  return Buffer.concat(applyEdits(chunks, edits)).toString()
}
