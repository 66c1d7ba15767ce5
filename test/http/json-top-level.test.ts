import { describe, expect, it } from 'vitest'
import { scanObject } from '../../src/http/json-object-scan.ts'
import { memberTree } from '../../src/http/json-paths.ts'
import { MalformedJson } from '../../src/http/json-scanner.ts'
import { JsonTopLevel } from '../../src/http/json-top-level.ts'

const RULES = { single: 'model', maxMembers: 1000 }

function problemWith(json: string | Buffer): string | undefined {
  try {
    scanObject([Buffer.from(json)], memberTree('model'), RULES)
    return undefined
  } catch (error) {
    if (error instanceof MalformedJson) return error.message
    throw error
  }
}

describe('A key that may stand once', () => {
  it.each([
    '{"model":"a","MODEL":"b"}',
    '{"Model":"a"}',
    '{"model":"a","mode\\u006C":"b","x":1}',
    '{"model":"a","M\\u004fdel":"b"}',
    '{"model":"a","\uff4d\uff4f\uff44\uff45\uff4c":"b"}',
    '{"model":"a","mod\u200bel":"b"}',
    '{"model":"a","model\\u0000":"b"}',
    '{"model":"a","\\ufeffmodel":"b"}',

    '{"model":"a","model\\n":"b"}',
    '{"model":"a","mod\u00e9l":"b"}',
    '{"model":"a","\u2133odel":"b"}',
    '{"model":"a","model":"a"}',
    '{"model":{"model":"a"}}',
    '{"model":["a"]}',
    '{"model":1}',
  ])('is refused a second time, in another spelling or as something else: %j', (json) => {
    expect(problemWith(json)).toMatch(/model/)
  })

  it.each([
    '{"model":"a"}',
    '{"m\\u006fdel":"a"}',
    '{"model":"a","models":1,"modl":1,"model ":1,"x_model":1,"":1,"m\u00f6dels":1}',
  ])('stands beside keys that are others: %j', (json) => {
    expect(problemWith(json)).toBeUndefined()
  })
})

describe('The number of members', () => {
  const members = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i}":{"a":1,"b":[1,2]}`).join()}}`

  it('may be 1,000 at the top level, and is anything below it', () => {
    expect(problemWith(members(1000))).toBeUndefined()
    expect(problemWith(`{"x":${members(5000)}}`)).toBeUndefined()
  })

  it('is refused above it', () => {
    expect(problemWith(members(1001))).toBe('has more than 1,000 members at its top level')
  })
})

it('counts anew with every object', () => {
  const topLevel = new JsonTopLevel({ maxMembers: 1 })
  topLevel.open(1)
  expect([topLevel.countMember(), topLevel.countMember()]).toEqual([undefined, expect.stringContaining('more than 1 ')])
  topLevel.open(5)
  expect([topLevel.begin, topLevel.count, topLevel.countMember()]).toEqual([5, 0, undefined])
})
