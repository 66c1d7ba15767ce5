import { expect, it } from 'vitest'
import { createMemory, type Topic } from '../../../src/proxy/sending/memory.ts'

const COLOURS: Topic<string> = { name: 'colour', holdsForMs: 1_000 }
const SIZES: Topic<number> = { name: 'size', holdsForMs: 1_000 }

it('What was learned is there for its own topic and its own thing only', () => {
  const memory = createMemory(() => 0)
  expect(memory.isEmpty).toBe(true)
  memory.learn(COLOURS, 'a', 'red')
  expect([memory.isEmpty, memory.recall(COLOURS, 'a')]).toEqual([false, 'red'])
  expect([memory.recall(COLOURS, 'b'), memory.recall(SIZES, 'a')]).toEqual([undefined, undefined])
  memory.learn(COLOURS, 'a', 'blue')
  expect(memory.recall(COLOURS, 'a')).toBe('blue')
})

it('It is forgotten after its time, which may be given', () => {
  let now = 5
  const memory = createMemory(() => now)
  memory.learn(COLOURS, 'a', 'red')
  memory.learn(COLOURS, 'b', 'red', 10)
  now = 14
  expect([memory.recall(COLOURS, 'a'), memory.recall(COLOURS, 'b')]).toEqual(['red', 'red'])
  now = 15
  expect([memory.recall(COLOURS, 'a'), memory.recall(COLOURS, 'b')]).toEqual(['red', undefined])
  now = 1_005
  expect([memory.recall(COLOURS, 'a'), memory.isEmpty]).toEqual([undefined, true])
})

it('One thing can be forgotten alone, or all of it', () => {
  const memory = createMemory(() => 0)
  memory.learn(COLOURS, 'a', 'red')
  memory.learn(COLOURS, 'b', 'blue')
  memory.unlearn(COLOURS, 'a')
  expect([memory.recall(COLOURS, 'a'), memory.recall(COLOURS, 'b')]).toEqual([undefined, 'blue'])
  memory.forget()
  expect(memory.isEmpty).toBe(true)
})

it('It may be a smaller one, or a larger one', () => {
  const memory = createMemory(() => 0, 2)
  for (const about of ['a', 'b', 'c']) memory.learn(COLOURS, about, 'red')
  expect(['a', 'b', 'c'].map((about) => memory.recall(COLOURS, about))).toEqual([undefined, 'red', 'red'])
})

it('What clients make up does not fill it: the thousand things that were learned last are kept', () => {
  const memory = createMemory(() => 0)
  for (let i = 0; i < 1_000; i++) memory.learn(SIZES, `a${i}`, i)
  memory.learn(SIZES, 'a0', -1)
  memory.learn(SIZES, 'one more', 1)
  expect([memory.recall(SIZES, 'a0'), memory.recall(SIZES, 'a1'), memory.recall(SIZES, 'a2')]).toEqual([
    -1,
    undefined,
    2,
  ])
})
