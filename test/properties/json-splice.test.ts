import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoundString, findTopLevelString, replaceString, type StringSpan } from '../../src/http/json-splice.ts'
import { arbitraryMembers, arbitraryObject, damaged } from '../fixtures/arbitrary-json.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const REPLACEMENT = 'eu.anthropic.claude-sonnet-4-6'
const OBJECT = arbitraryObject(arbitraryMembers('model'))

const BREAKS: readonly ((members: string) => string)[] = [
  (members) => `{${members}}x`,
  (members) => `{${members}}{${members}}`,
  (members) => `{${members}}}`,
  (members) => `[{${members}}]`,
  (members) => `{${members}`,
  (members) => `${members}}`,
  (members) => `{,${members}}`,
  (members) => `{${members},}`,
  (members) => `{"x":1 ${members}}`,
  (members) => `{"x":1,,${members}}`,
  (members) => `{"x" 1,${members}}`,
  (members) => `{"x"::1,${members}}`,
  (members) => `{"x":,${members}}`,
  (members) => `{"x":01,${members}}`,
  (members) => `{"x":tru,${members}}`,
  (members) => `{x:1,${members}}`,
  (members) => `{'x':1,${members}}`,
  (members) => `{"x":1;${members}}`,
  (members) => `{/**/${members}}`,
  (members) => `\ufeff{${members}}`,
]

describe('The JSON splice', () => {
  it('finds the key exactly where it stands once at the top level, as a string', () => {
    checkProperty(
      fc.property(OBJECT, ({ text, members }) => {
        const wanted = members.filter(({ isWanted }) => isWanted)
        const expected =
          wanted.length === 0 ? 'absent' : wanted.length === 1 && wanted[0]?.isString ? 'found' : 'malformed'
        expect(findTopLevelString(Buffer.from(text), 'model').kind).toBe(expected)
      }),
    )
  })

  it('judges any object as JSON.parse does', () => {
    checkProperty(fc.property(OBJECT, ({ text }) => judgeAsJsonParse(Buffer.from(text))))
  })

  it('judges damaged objects as JSON.parse does', () => {
    checkProperty(fc.property(damaged(OBJECT.map(({ text }) => text)), judgeAsJsonParse))
  })

  it('refuses an object whose own structure is broken, wherever the key stands', () => {
    const list = arbitraryMembers('model')
      .filter(({ length }) => length > 0)
      .map((members) => members.map(({ text }) => text).join())
    checkProperty(
      fc.property(list, fc.constantFrom(...BREAKS), (members, break_) => {
        expect(findTopLevelString(Buffer.from(break_(members)), 'model').kind).toBe('malformed')
      }),
    )
  })

  it('judges any JSON, and what is none, as JSON.parse does', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => `{"model":${json}}`),
    )
    checkProperty(fc.property(texts, (text) => judgeAsJsonParse(Buffer.from(text))))
  })

  it('puts any string in the place of another, and nothing else', () => {
    checkProperty(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.string({ unit: 'binary' }),
        (rest, value, replacement) => {
          const bytes = Buffer.from(JSON.stringify({ ...rest, model: value }))
          const { span } = findTopLevelString(bytes, 'model') as { span: StringSpan }
          expect(JSON.parse(Buffer.concat(replaceString([bytes], span, replacement)).toString())).toEqual(
            JSON.parse(JSON.stringify({ ...rest, model: replacement })),
          )
        },
      ),
    )
  })
})

/**
 * What JSON.parse understands is understood alike, or refused for its duplicate or its wrong type. What it refuses is
 * refused; or else the flaw lies where nothing was read, and is still there behind the replacement for Bedrock to refuse.
 */
function judgeAsJsonParse(bytes: Buffer): void {
  const found = findTopLevelString(bytes, 'model')
  const parsed = parse(bytes.toString())
  if (found.kind === 'found') judgeFound(bytes, found.span, parsed)
  else if (parsed !== REFUSED) judgeNotFound(found, parsed)
}

function judgeFound(bytes: Buffer, span: StringSpan, parsed: unknown): void {
  const spliced = Buffer.concat(replaceString([bytes], span, REPLACEMENT))
  const [before, after] = [bytes.subarray(0, span.start), bytes.subarray(span.end)]
  expect(spliced.equals(Buffer.concat([before, Buffer.from(JSON.stringify(REPLACEMENT)), after]))).toBe(true)
  if (!isObject(parsed)) {
    expect([parsed, parse(spliced.toString())]).toEqual([REFUSED, REFUSED])
  } else {
    expect(span.value).toBe(parsed.model)
    expect(JSON.parse(spliced.toString())).toEqual(withModel(parsed))
  }
}

function judgeNotFound(found: Exclude<FoundString, { kind: 'found' }>, parsed: unknown): void {
  if (!isObject(parsed)) expect(found).toEqual({ kind: 'malformed', problem: 'is not a JSON object' })
  else if (!Object.hasOwn(parsed, 'model')) expect(found).toEqual({ kind: 'absent' })
  else expect(found).toMatchObject({ kind: 'malformed', problem: expect.stringMatching(/twice|not a string/) })
}

/** Not by spreading, which would set a prototype where a key is called `__proto__`. */
function withModel(parsed: object): object {
  return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, key === 'model' ? REPLACEMENT : value]))
}

const REFUSED = Symbol('refused')

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return REFUSED
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
