import { expect, it } from 'vitest'
import { JsonValue } from '../../src/http/json-value.ts'

it.each([
  ['"a"', 'string', undefined],
  ['{"a":1}', 'object', undefined],
  ['[1]', 'list', undefined],
  ['12', 'scalar', 12],
  ['null', 'scalar', null],
])('passes %s, a %s', (json, type, value) => {
  const bytes = Buffer.from(`${json},`)
  const passed = new JsonValue()
  const taken = passed.begin(bytes[0] as number)
  expect(passed.pass(bytes, taken, bytes.length)).toBe(json.length)
  expect([passed.type, passed.value, passed.isBroken]).toEqual([type, value, false])
})

it.each(['}', 'tru,', '-,', 'x'])('tells that %s is no value', (json) => {
  const bytes = Buffer.from(json)
  const passed = new JsonValue()
  passed.pass(bytes, passed.begin(bytes[0] as number), bytes.length)
  expect(passed.isBroken).toBe(true)
})
