import { expect, it } from 'vitest'
import { JsonString } from '../../src/http/json-string.ts'

it.each(['"', 'a"', '\\""', '\\\\"', '\\\\\\""', 'a\\\\\\\\"', '\\"\\"\\""', '\\u005c"'])(
  'ends behind the quote that closes %j, cut anywhere',
  (text) => {
    const bytes = Buffer.from(`${text}"x"`)
    for (let first = 0; first < text.length; first++) {
      for (let second = first; second < text.length; second++) {
        const string = new JsonString()
        string.begin()
        expect([string.pass(bytes, 0, first), string.pass(bytes, first, second)]).toEqual([-1, -1])
        expect(string.pass(bytes, second, bytes.length)).toBe(text.length)
      }
    }
  },
)

it('forgets how the string before it was cut', () => {
  const string = new JsonString()
  string.begin()
  string.pass(Buffer.from('\\'), 0, 1)
  string.begin()
  expect(string.pass(Buffer.from('"'), 0, 1)).toBe(1)
})
