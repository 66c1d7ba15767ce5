import { expect, it } from 'vitest'
import { pathTree } from '../../src/http/json-paths.ts'
import { type FoundValue, JsonTrail } from '../../src/http/json-trail.ts'

const keyOf = (key: string) => ({ bytes: Buffer.from(key), start: 0, end: key.length })

it('tells what was looked for, and takes no memory for the rest', () => {
  const found: FoundValue[] = []
  const tree = pathTree(['a', 'b[].c'])
  const trail = new JsonTrail((value) => found.push(value))
  trail.open(tree, false, 1)
  for (const [key, at] of [
    ['x', 1],
    ['a', 10],
    ['y', 20],
  ] as const) {
    trail.begin(at)
    trail.take(keyOf(key))
    trail.beginValue(at + 4)
    trail.endValue(at + 5, 'scalar', 7)
  }
  expect(found).toEqual([
    {
      path: 'a',
      start: 10,
      valueStart: 14,
      end: 15,
      index: 1,
      previousEnd: 6,
      nextStart: 20,
      type: 'scalar',
      value: 7,
    },
  ])
})

it('goes down into lists and comes back', () => {
  const trail = new JsonTrail(() => undefined)
  trail.open(pathTree(['b[].c']), false, 1)
  trail.begin(1)
  trail.take(keyOf('b'))
  expect([trail.depth, trail.isInList, trail.wanted?.each?.members.flat().length]).toEqual([1, false, 1])
  trail.open(trail.wanted ?? pathTree([]), true, 5)
  trail.begin(5)
  expect([trail.depth, trail.isInList, trail.wanted?.members[1]?.[0]?.key.toString()]).toEqual([2, true, 'c'])
  trail.close()
  trail.begin(9)
  trail.take(undefined)
  expect([trail.depth, trail.isInList, trail.wanted]).toEqual([1, false, undefined])
  trail.clear()
  expect(trail.depth).toBe(0)
})
