import { describe, expect, it } from 'vitest'
import { findTopLevelString, replaceString, type StringSpan } from '../../src/http/json-splice.ts'

const REPLACEMENT = 'eu.anthropic.claude-sonnet-4-6'

describe('findTopLevelString', () => {
  it.each([
    ['a compact object', '{"model":"a"}', 'a'],
    ['white space everywhere', ' \t\r\n{ "model" \n: "a" , "b" : 1 } \n', 'a'],
    ['other keys around it', '{"x":1,"model":"a","y":[2]}', 'a'],
    ['a nested key of the same name before it', '{"x":{"model":"inner"},"model":"a"}', 'a'],
    ['a nested key of the same name in a list', '{"x":[{"model":"inner"},"model"],"model":"a"}', 'a'],
    ['its own name as a value', '{"x":"model","model":"a"}', 'a'],
    ['an escaped key', '{"m\\u006fdel":"a"}', 'a'],
    ['escapes in the value', '{"model":"a\\u002eb\\/c\\"\\\\"}', 'a.b/c"\\'],
    ['a quote and a brace in a string before it', '{"x":"}\\"{,\\\\","model":"a"}', 'a'],
    ['a string that ends with backslashes', '{"x":"\\\\\\\\","model":"a"}', 'a'],
    ['another key twice', '{"x":1,"x":2,"model":"a"}', 'a'],
    ['numbers no parser holds', '{"x":123456789012345678901234567890e-999,"model":"a"}', 'a'],
    ['every kind of literal', '{"x":true,"y":false,"z":null,"n":-1.5E+3,"model":"a"}', 'a'],
    ['letters beyond ASCII', '{"\u{1f600}":"\u00e9","model":"\u00e4"}', '\u00e4'],
    ['a surrogate pair in escapes', '{"model":"\\ud83d\\ude00"}', '\u{1f600}'],
    ['an empty value', '{"model":""}', ''],
  ])('finds the value beside %s', (_, json, value) => {
    const span = spanIn(json)
    expect(span.value).toBe(value)
    expect(JSON.parse(Buffer.from(json).toString('utf8', span.start, span.end))).toBe(value)
  })

  it.each(['{}', ' { } ', '{"x":1}', '{"x":{"model":"a"}}', '{"Model":"a"}', '{"model ":"a"}', '{"x":"\\"model\\":"}'])(
    'finds nothing in %s',
    (json) => {
      expect(find(json)).toEqual({ kind: 'absent' })
    },
  )

  it.each([
    ['', 'is not a JSON object'],
    ['  ', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    ['"model"', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['model=a', 'is not a JSON object'],
    ['\ufeff{"model":"a"}', 'is not a JSON object'],
    ['{"model":"a"}{"model":"b"}', 'has something after its JSON object'],
    ['{"model":"a"}}', 'has something after its JSON object'],
    ['{"model":"a"', 'ends in the middle of its JSON'],
    ['{"model":"a', 'ends in the middle of its JSON'],
    ['{"x":[1,{"y":"z"}', 'ends in the middle of its JSON'],
    ['{"x":"\\"}', 'ends in the middle of its JSON'],
    ['{"model":"a","model":"b"}', 'names "model" twice'],
    ['{"model":"a","m\\u006fdel":"b"}', 'names "model" twice'],
    ['{"model":1}', 'has a "model" that is not a string'],
    ['{"model":null}', 'has a "model" that is not a string'],
    ['{"model":{"id":"a"}}', 'has a "model" that is not a string'],
    ['{"model":}', 'has a "model" that is not a string'],
    ['{"model":"a",}', 'is not valid JSON'],
    ['{,"model":"a"}', 'is not valid JSON'],
    ['{"x":1,,"model":"a"}', 'is not valid JSON'],
    ['{"x" 1}', 'is not valid JSON'],
    ['{"x":}', 'is not valid JSON'],
    ['{"x":1 "model":"a"}', 'is not valid JSON'],
    ["{'model':'a'}", 'is not valid JSON'],
    ['{model:"a"}', 'is not valid JSON'],
    ['{"model":"\\x"}', 'is not valid JSON'],
    ['{"model":"a\nb"}', 'is not valid JSON'],
    ['{"x":nul,"model":"a"}', 'is not valid JSON'],
    ['{"x":1-2,"model":"a"}', 'is not valid JSON'],
    ['{"x":01,"model":"a"}', 'is not valid JSON'],
    ['{"x":NaN,"model":"a"}', 'is not valid JSON'],
    ['{"x":1/*,*/,"model":"a"}', 'is not valid JSON'],
  ])('says that %j %s', (json, problem) => {
    expect(find(json)).toEqual({ kind: 'malformed', problem })
  })

  it('finds nothing, and throws nothing, in an object that is cut off anywhere', () => {
    const json = Buffer.from('{"x":{"y":["\\"\\\\",1,{}]},"model":"\u00e4\\u0062","z":[true,-1.5e3,null,"\u{1f600}"]}')
    const outcomes = Array.from(json, (_, length) => findTopLevelString(json.subarray(0, length), 'model').kind)
    expect([...new Set(outcomes)]).toEqual(['malformed'])
    expect(findTopLevelString(json, 'model').kind).toBe('found')
  })

  it('is not thrown by bytes that are no UTF-8', () => {
    const json = Buffer.from([...Buffer.from('{"x":"'), 0xff, 0xc0, ...Buffer.from('","model":"a"}')])
    expect(findTopLevelString(json, 'model')).toMatchObject({ kind: 'found', span: { value: 'a' } })
  })

  it('finds keys that objects in JavaScript have anyway', () => {
    expect(findTopLevelString(Buffer.from('{"__proto__":"a"}'), '__proto__')).toMatchObject({ kind: 'found' })
    expect(find('{"constructor":"a","__proto__":{"model":"b"}}')).toEqual({ kind: 'absent' })
  })

  it('goes through 100,000 quotes, backslashes or brackets without going back', () => {
    const hostile = [
      JSON.stringify('"'.repeat(1e5)),
      JSON.stringify('\\'.repeat(1e5)),
      JSON.stringify('\\"'.repeat(1e5)),
      '['.repeat(1e5) + ']'.repeat(1e5),
      `[${'"",'.repeat(1e5)}""]`,
    ]
    for (const value of hostile) expect(spanIn(`{"x":${value},"model":"a"}`).value).toBe('a')
  })
})

describe('replaceString', () => {
  it('escapes what JSON must escape', () => {
    expect(replaced('{"model":"a"}', 'q"\\\u0001')).toBe('{"model":"q\\"\\\\\\u0001"}')
  })

  it('keeps every byte outside of the span: order, duplicates, big numbers, white space, escapes', () => {
    const json = '{ "x":1e0,"x":12345678901234567890,\t"model" :\n"a" ,"y":"\\u0041\\/" }'
    expect(replaced(json, REPLACEMENT)).toBe(json.replace('"a"', `"${REPLACEMENT}"`))
  })

  it('does not copy the body', () => {
    const bytes = Buffer.from(`{"model":"a","y":"${'y'.repeat(100_000)}"}`)
    const [head, , tail] = replaceString([bytes], spanIn(bytes.toString()), REPLACEMENT)
    expect([head?.buffer, tail?.buffer]).toEqual([bytes.buffer, bytes.buffer])
  })
})

function find(json: string) {
  return findTopLevelString(Buffer.from(json), 'model')
}

function spanIn(json: string): StringSpan {
  const found = find(json)
  if (found.kind !== 'found')
    throw new Error(`expected a model in ${json.slice(0, 200)}, but: ${JSON.stringify(found)}`)
  return found.span
}

function replaced(json: string, replacement: string): string {
  return Buffer.concat(replaceString([Buffer.from(json)], spanIn(json), replacement)).toString()
}
