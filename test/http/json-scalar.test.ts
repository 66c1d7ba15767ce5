import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JsonScalar } from '../../src/http/json-scalar.ts'
import { checkProperty } from '../fixtures/check-property.ts'

/** How far bytes are one value, whether they are a whole one, and what it says. */
function read(...pieces: string[]) {
  const scalar = new JsonScalar()
  scalar.begin()
  const ends = pieces.map((piece) => scalar.pass(Buffer.from(piece), 0, Buffer.byteLength(piece)))
  return { ends, isWhole: scalar.isWhole, value: scalar.isWhole ? scalar.value : 'none' }
}

it('judges any characters as JSON.parse does', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789+-.eEx'), minLength: 1, maxLength: 8 }),
    fc.constantFrom('true', 'false', 'null', 'tru', 'nul', 'True', 'truee', 'NaN', 'Infinity', '-0', '1e400'),
  )
  checkProperty(
    fc.property(text, (written) => {
      const { ends, isWhole } = read(written)
      expect(isWhole && ends[0] === -1).toBe(isJson(written))
    }),
  )
})

it.each([
  [['0'], 0],
  [['12', '34'], 1234],
  [['9007199254740991'], 9007199254740991],
  [['9007199254740992'], undefined],
  [['-1'], undefined],
  [['1.5'], undefined],
  [['1e2'], undefined],
  [['t', 'ru', 'e'], true],
  [['false'], false],
  [['null'], null],
  [['1', '1'.repeat(400)], undefined],
])('%j says %s', (pieces, value) => {
  expect(read(...pieces)).toMatchObject({ isWhole: true, value })
})

it('ends where something else begins', () => {
  expect(read('12,').ends).toEqual([2])
  expect(read('12', ' ').ends).toEqual([-1, 0])
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
