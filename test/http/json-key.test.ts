import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKey, looksLikeKey, MAX_KEY_BYTES, unescapeKey } from '../../src/http/json-key.ts'
import { checkProperty } from '../fixtures/check-property.ts'

function unescaped(written: string): Buffer | undefined {
  const source = Buffer.from(`"${written}"`)
  const target = Buffer.alloc(source.length)
  const length = unescapeKey(source, 1, source.length - 1, target)
  return length === -1 ? undefined : target.subarray(0, length)
}

describe('unescapeKey', () => {
  it('reads every escape as JSON.parse does', () => {
    const part = fc.oneof(
      fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', 'a', '\u00e4', '\u{1f600}', '\\u'),
      fc.constantFrom('\\ud83d', '\\ude00', '\\u0041', '\\u00E4', '\\uFFFF', '\\u12', '\\x', '\\u00g0', '\\U0041'),
    )
    checkProperty(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const written = parts.join('')
        expect(unescaped(written)?.toString()).toEqual(parse(written))
      }),
    )
  })
})

it('isKey compares bytes', () => {
  const source = Buffer.from('xmodely')
  expect([isKey(source, 1, 6, Buffer.from('model')), isKey(source, 0, 5, Buffer.from('model'))]).toEqual([true, false])
})

it.each([
  ['MODEL', true],
  ['mo\u0301del', true],
  ['\u{1d426}odel', true],
  ['model', true],
  ['mode', false],
  ['modal', false],
  ['model_id', false],
])('%j looks like model: %s', (key, isAlike) => {
  const bytes = Buffer.from(key)
  expect(looksLikeKey(bytes, 0, bytes.length, 'model')).toBe(isAlike)
})

it('has room for every key that is looked for, with each of its letters as an escape', () => {
  expect(MAX_KEY_BYTES).toBeGreaterThan('amazon-bedrock-invocationMetrics'.length * 6)
})

/** A half pair is no character: Buffer writes U+FFFD for it, and so does this. */
function parse(written: string): string | undefined {
  try {
    return Buffer.from(wtf8(JSON.parse(`"${written}"`))).toString()
  } catch {
    return undefined
  }
}

/** Half of a pair as three bytes of its own, which decode to three times U+FFFD. */
function wtf8(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      const unit = character.charCodeAt(0)
      const isHalf = character.length === 1 && unit >= 0xd800 && unit < 0xe000
      return isHalf
        ? Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63)])
        : Buffer.from(character)
    }),
  )
}
