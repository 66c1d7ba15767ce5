import { expect, it } from 'vitest'
import { nextTurn } from '../../src/http/in-pieces.ts'
import { atEndOfTurn, currentTurn } from '../../src/http/turn.ts'

it('is one for everybody until it is over, and another one then', async () => {
  const turn = currentTurn()
  await Promise.resolve()
  expect(currentTurn()).toBe(turn)
  expect(turn.isOver).toBe(false)
  await nextTurn()
  expect(turn.isOver).toBe(true)
  expect(currentTurn()).not.toBe(turn)
})

it('ends for all who wait for that together, in the order in which they began to', async () => {
  const ended: string[] = []
  const waitAs = (name: string) => atEndOfTurn({ proceed: () => ended.push(name) })
  waitAs('a')
  await Promise.resolve()
  waitAs('b')
  expect(ended).toEqual([])
  await nextTurn()
  expect(ended).toEqual(['a', 'b'])
  atEndOfTurn({ proceed: () => waitAs('later') })
  await nextTurn()
  expect(ended).toEqual(['a', 'b'])
  await nextTurn()
  expect(ended).toEqual(['a', 'b', 'later'])
})
