import fc from 'fast-check'
import { expect, it } from 'vitest'
import { setJsonValue } from '../../../../src/cli/connect/files/set-json-value.ts'
import { checkProperty } from '../../../fixtures/check-property.ts'

it.each([
  ['a value that is there', '{\n  "a": 1, // one\n  "b": 2\n}', ['a'], 9, '{\n  "a": 9, // one\n  "b": 2\n}'],
  ['a key behind the last', '{\n  "a": 1\n}', ['b'], 2, '{\n  "a": 1,\n  "b": 2\n}'],
  ['a key behind a trailing comma', '{\n  "a": 1,\n}', ['b'], 2, '{\n  "a": 1,\n  "b": 2,\n}'],
  [
    'a key behind a comment on the last',
    '{\n  "a": 1 // one, two\n}',
    ['b'],
    2,
    '{\n  "a": 1, // one, two\n  "b": 2\n}',
  ],
  ['a key behind a comma and a comment', '{\n  "a": 1, // one\n}', ['b'], 2, '{\n  "a": 1, // one\n  "b": 2,\n}'],
  ['a key on the only line', '{"a":1}', ['b'], { c: 2 }, '{"a":1, "b": {"c":2}}'],
  ['a key in empty brackets', '{\n  "a": {}\n}', ['a', 'b'], 2, '{\n  "a": {\n    "b": 2\n  }\n}'],
  ['a key in brackets with a comment', '{\n  // mine\n}', ['b'], 2, '{\n  // mine\n  "b": 2\n}'],
  ['a mapping, with tabs', '{\n\t"a": 1\n}', ['b'], { c: 2 }, '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 2\n\t}\n}'],
  [
    'a mapping, with Windows line ends',
    '{\r\n  "a": 1\r\n}',
    ['b'],
    { c: 2 },
    '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}',
  ],
  ['an item of a list', '{\n  "l": [\n    1\n  ]\n}', ['l', 1], 2, '{\n  "l": [\n    1,\n    2\n  ]\n}'],
  ['a value in an item', '{"l": [{"a": 1}]}', ['l', 0, 'a'], 2, '{"l": [{"a": 2}]}'],
])('sets %s', (_, text, path, value, result) => {
  expect(setJsonValue(text, { path, value })).toBe(result)
})

it('fails where there is no parent to set a key in', () => {
  expect(() => setJsonValue('{"a": "text"}', { path: ['a', 'b'], value: 1 })).toThrow('a.b has no parent')
})

it('sets a key in any object, however it is laid out, and keeps the rest', () => {
  const space = fc.constantFrom(undefined, 2, '\t')
  checkProperty(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), space, (object, value, layout) => {
      const text = JSON.stringify(object, null, layout)
      const plain = JSON.parse(text)
      fc.pre(!Object.hasOwn(plain, 'ours') && !Object.hasOwn(plain, '__proto__'))
      const result = setJsonValue(text, { path: ['ours'], value: JSON.parse(JSON.stringify(value)) })
      expect(JSON.parse(result)).toEqual({ ...plain, ours: JSON.parse(JSON.stringify(value)) })
    }),
    100,
  )
})
