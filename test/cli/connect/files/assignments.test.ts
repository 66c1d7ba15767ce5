import { describe, expect, it } from 'vitest'
import {
  applyAssignments,
  assignmentsFor,
  isObject,
  missingFrom,
} from '../../../../src/cli/connect/files/assignments.ts'

describe('the changes', () => {
  it.each([
    ['nothing where all is there', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, []],
    ['the one value that differs', { a: { b: 1, c: 2 } }, { a: { b: 3 } }, [{ path: ['a', 'b'], value: 3 }]],
    ['a whole mapping that is missing', { x: 1 }, { a: { b: 1 } }, [{ path: ['a'], value: { b: 1 } }]],
    ['a mapping in the place of an empty value', { a: null }, { a: { b: 1 } }, [{ path: ['a'], value: { b: 1 } }]],
    [
      'an item with the same id',
      { l: [{ id: 'x', n: 1 }] },
      { l: [{ id: 'x', n: 2 }] },
      [{ path: ['l', 0, 'n'], value: 2 }],
    ],
    [
      'an item with the same name',
      { l: [{}, { name: 'x' }] },
      { l: [{ name: 'x', n: 2 }] },
      [{ path: ['l', 1, 'n'], value: 2 }],
    ],
    [
      'new items behind the others',
      { l: [{ id: 'x' }] },
      { l: [{ id: 'y' }, { id: 'z' }] },
      [
        { path: ['l', 1], value: { id: 'y' } },
        { path: ['l', 2], value: { id: 'z' } },
      ],
    ],
    ['a list that is missing', {}, { l: [1] }, [{ path: ['l'], value: [1] }]],
    ['a plain item that is not in the list yet', { l: ['a'] }, { l: ['a', 'b'] }, [{ path: ['l', 1], value: 'b' }]],
  ])('are %s', (_, existing, wanted, changes) => {
    expect(assignmentsFor(existing, wanted)).toEqual(changes)
  })

  it.each([
    [{ a: 'text' }, { a: { b: 1 } }, 'a is not a mapping'],
    [{ a: [] }, { a: { b: 1 } }, 'a is not a mapping'],
    [{ a: { b: {} } }, { a: { b: [1] } }, 'a.b is not a list'],
    [[], { a: 1 }, 'its content is not a mapping'],
  ])('cannot be made to %j for %j', (existing, wanted, why) => {
    expect(() => assignmentsFor(existing, wanted)).toThrow(why)
  })
})

it('applied, they leave everything else and the value itself as they were', () => {
  const value = { keep: [1, { x: 2 }], a: { b: 1 } }
  const changes = assignmentsFor(value, { a: { b: 2, c: { d: 3 } }, l: [4] })
  expect(applyAssignments(value, changes)).toEqual({ keep: [1, { x: 2 }], a: { b: 2, c: { d: 3 } }, l: [4] })
  expect(value).toEqual({ keep: [1, { x: 2 }], a: { b: 1 } })
})

it('what is missing is what has no value yet', () => {
  const wanted = { a: 1, b: { c: 2, d: 3 }, e: { f: 4 } }
  expect(missingFrom({ a: 9, b: { c: 9 } }, wanted)).toEqual({ b: { d: 3 }, e: { f: 4 } })
  expect(missingFrom({ a: 9, b: 'text', e: { f: null } }, wanted)).toEqual({ e: { f: 4 } })
  expect(missingFrom({}, wanted)).toEqual(wanted)
})

it.each([
  [{}, true],
  [[], false],
  [null, false],
  ['x', false],
])('%j is a mapping: %s', (value, is) => {
  expect(isObject(value)).toBe(is)
})
