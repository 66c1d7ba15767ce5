import { describe, expect, it } from 'vitest'
import { BETA_FLAGS } from '../../../src/bedrock/beta-flags.ts'
import { SHAPES } from '../../../src/simulator/strictness/body-shapes.ts'

const OBJECTS = Object.entries(SHAPES).flatMap(([name, shape]) =>
  'members' in shape
    ? [{ name, object: shape }]
    : Object.entries(shape.variants).map(([type, object]) => ({ name: `${name}.${type}`, object })),
)
const MEMBERS = OBJECTS.flatMap(({ name, object }) =>
  Object.entries(object.members).map(([member, row]) => ({ path: `${name}.${member}`, row })),
)

describe('What a body may hold', () => {
  it.each(MEMBERS)('$path has a source, its month, and a shape that there is', ({ row }) => {
    expect(row.source).not.toBe('')
    expect(row.date).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/)
    if (row.is) expect(Object.keys(SHAPES)).toContain(row.is.replace('[]', ''))
  })

  it('is admitted by beta flags that somebody takes', () => {
    const flags = [...OBJECTS.map(({ object }) => object.flags), ...MEMBERS.map(({ row }) => row.flags)]
    const taken = BETA_FLAGS.filter(({ takenBy }) => takenBy.length > 0).map(({ flag }) => flag)
    expect(flags.flatMap((some) => some ?? []).filter((flag) => !taken.includes(flag))).toEqual([])
  })
})
