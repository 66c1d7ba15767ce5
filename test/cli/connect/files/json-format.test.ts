import { describe, expect, it } from 'vitest'
import { JSON_FORMAT, JSONC_FORMAT } from '../../../../src/cli/connect/files/json-format.ts'

describe('JSON', () => {
  it('is read, and nothing is an empty object', () => {
    expect(JSON_FORMAT.parse('{"a":[1]}')).toEqual({ a: [1] })
    expect(JSON_FORMAT.parse(' \n')).toEqual({})
  })

  it.each(['{ // comment\n}', '{"a":1,}', '{"a":1', 'x'])('%j is not valid', (text) => {
    expect(() => JSON_FORMAT.parse(text)).toThrow('not valid JSON at line 1')
  })

  it('is broken at the line that breaks it', () => {
    expect(() => JSON_FORMAT.parse('{\n  "a": 1,\n  b: 2\n}')).toThrow('not valid JSON at line 3')
  })

  it('starts a new file with two spaces a level and a line break at its end', () => {
    expect(JSON_FORMAT.assign('', [{ path: ['a'], value: { b: 1 } }])).toBe('{\n  "a": {\n    "b": 1\n  }\n}\n')
  })
})

it('JSON with comments takes comments and trailing commas', () => {
  expect(JSONC_FORMAT.parse('// c\n{"a": 1, /* d */}')).toEqual({ a: 1 })
  expect(() => JSONC_FORMAT.parse('{"a": }')).toThrow('not valid JSON with comments at line 1')
})
