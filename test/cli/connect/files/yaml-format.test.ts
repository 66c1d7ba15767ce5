import { expect, it } from 'vitest'
import { YAML_FORMAT } from '../../../../src/cli/connect/files/yaml-format.ts'

it('is read, and nothing is an empty mapping', () => {
  expect(YAML_FORMAT.parse('a: 1\nl:\n- b\n')).toEqual({ a: 1, l: ['b'] })
  expect(YAML_FORMAT.parse('# only a comment\n')).toEqual({})
})

it.each(['a: [1\nb: 2\n', 'a: 1\n---\nb: 2\n'])('%j is not valid', (text) => {
  expect(() => YAML_FORMAT.parse(text)).toThrow(/not valid YAML at line \d/)
})

it.each([
  ['a value beside its comment', 'a: 1 # one\nb: 2\n', ['a'], 9, 'a: 9 # one\nb: 2\n'],
  ['a new key', '# top\na: 1\n\n# end\n', ['b'], 2, '# top\na: 1\nb: 2\n\n# end\n'],
  ['a mapping as deep as the others', 'a:\n    b: 1\n', ['c'], { d: 2 }, 'a:\n    b: 1\nc:\n    d: 2\n'],
  ['an item of a list that is not indented', 'l:\n- a\n', ['l', 1], 'b', 'l:\n- a\n- b\n'],
  ['an item of a list that is indented', 'l:\n  - a\n', ['l', 1], 'b', 'l:\n  - a\n  - b\n'],
  ['the first key of a file of comments', '# mine\n', ['a'], 1, '# mine\n\na: 1\n'],
  ['a new file', '', ['a'], 1, 'a: 1\n'],
])('sets %s', (_, text, path, value, result) => {
  expect(YAML_FORMAT.assign(text, [{ path, value }])).toBe(result)
})

it('leaves long lines and quotes as they are', () => {
  const text = `a: "${'long '.repeat(40)}"\nb: 'x'\n`
  expect(YAML_FORMAT.assign(text, [{ path: ['c'], value: 1 }])).toBe(`${text}c: 1\n`)
})
