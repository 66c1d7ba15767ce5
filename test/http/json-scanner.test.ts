import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathTree } from '../../src/http/json-paths.ts'
import { JsonScanner } from '../../src/http/json-scanner.ts'
import type { TopLevelRules } from '../../src/http/json-top-level.ts'
import type { FoundValue } from '../../src/http/json-trail.ts'
import { arbitraryMembers, arbitraryObject, damaged } from '../fixtures/arbitrary-json.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const PATHS = ['model', 'thinking.budget_tokens', 'tools[].name', 'list[]', 'list']

/** What was found in bytes that came in pieces of these lengths, the last one repeated; and what was wrong. */
function scan(json: string | Buffer, lengths: readonly number[] = [1e9], rules: TopLevelRules = {}) {
  const bytes = Buffer.from(json)
  const found: FoundValue[] = []
  const scanner = new JsonScanner(pathTree(PATHS), (value) => found.push(value), rules)
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[Math.min(i, lengths.length - 1)] as number
    // Lies at another place in its memory than in the whole.
    const piece = Buffer.concat([Buffer.from('""'), bytes.subarray(at, at + length), Buffer.from('"')])
    scanner.feed(piece, 2, piece.length - 1)
    at += length
  }
  const problem = scanner.finish()
  return { problem, found, begin: scanner.topLevel.begin, count: scanner.topLevel.count }
}

const shown = (json: string) =>
  scan(json).found.map(({ path, start, valueStart, end, type, value }) => [
    path,
    json.slice(start, end),
    json.slice(valueStart, end),
    type,
    value,
  ])

describe('A scan', () => {
  it('tells where values stand, what they are, and what numbers and literals say', () => {
    const json = ' {"thinking":{"x":[{"budget_tokens":1}],"budget_tokens": 12 }, "model" : "a","list":[ true,-1,{}]}'
    expect(shown(json)).toEqual([
      ['thinking.budget_tokens', '"budget_tokens": 12', '12', 'scalar', 12],
      ['model', '"model" : "a"', '"a"', 'string', undefined],
      ['list[]', 'true', 'true', 'scalar', true],
      ['list[]', '-1', '-1', 'scalar', undefined],
      ['list[]', '{}', '{}', 'object', undefined],
      ['list', '"list":[ true,-1,{}]', '[ true,-1,{}]', 'list', undefined],
    ])
  })

  it('tells the neighbours of what it finds', () => {
    const { found, begin, count } = scan('{ "model":1 , "x":2,"tools":[{"name":1},{"a":1,"name":2,"b":3}] }')
    expect({ begin, count }).toEqual({ begin: 1, count: 3 })
    expect(found.map(({ index, previousEnd, nextStart }) => [index, previousEnd, nextStart])).toEqual([
      [0, 1, 14],
      [0, 30, undefined],
      [1, 46, 56],
    ])
  })

  it('finds the same wherever its bytes are cut', () => {
    const json = Buffer.from(
      '{"\\u006dodel":"a\\\\\\"\u00e4","tools":[{"n\\u0061me":"x"},[],{"name":-1.5e+3}],"list":[[1],"\\"",null,0],' +
        '"thinking":{"budget_tokens":1024,"z":"}"},"\\ud83d\\ude00":"\u{1f600}"} ',
    )
    const whole = scan(json)
    expect(whole.found.map(({ path }) => path)).toEqual([
      'model',
      'tools[].name',
      'tools[].name',
      ...Array(4).fill('list[]'),
      'list',
      'thinking.budget_tokens',
    ])
    for (const first of json.keys()) expect(scan(json, [first + 1, 1e9])).toEqual(whole)
    for (const length of [1, 2, 3, 7]) expect(scan(json, [length])).toEqual(whole)
  })

  it('judges any bytes alike, however they are cut', () => {
    const object = arbitraryObject(arbitraryMembers('model')).map(({ text }) => text)
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 })
    checkProperty(
      fc.property(damaged(object), lengths, (bytes, cuts) => {
        expect(scan(bytes, cuts, { single: 'model' })).toEqual(scan(bytes, [1e9], { single: 'model' }))
      }),
    )
  })

  it('begins anew', () => {
    const found: string[] = []
    const scanner = new JsonScanner(pathTree(['model']), ({ path, start }) => found.push(`${path} ${start}`))
    for (const json of ['{"x":[', '[]', '{"model":1}', '', ' {"model":2}']) {
      scanner.reset()
      scanner.feed(Buffer.from(json))
      scanner.finish()
    }
    expect([found, scanner.finish()]).toEqual([['model 1', 'model 2'], undefined])
  })

  it('keeps the first problem, and reads no further', () => {
    const { problem, found } = scan('{"x":tru,"model":1}', [2])
    expect([problem, found]).toEqual(['is not valid JSON', []])
  })

  it('is not strict about a key of its name further down, nor about other keys', () => {
    const json = '{"x":{"Model":1,"model":1,"model":2},"modes":1,"m":1,"m":1,"model":"a"}'
    expect(scan(json, [1e9], { single: 'model' }).problem).toBeUndefined()
  })
})
