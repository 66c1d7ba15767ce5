import { expect, it } from 'vitest'
import { nextTurn } from '../../src/http/in-pieces.ts'
import { currentTurn } from '../../src/http/turn.ts'

it('is one for everybody until it is over, and another one then', async () => {
  const turn = currentTurn()
  await Promise.resolve()
  expect(currentTurn()).toBe(turn)
  expect(turn.isOver).toBe(false)
  await nextTurn()
  expect(turn.isOver).toBe(true)
  expect(currentTurn()).not.toBe(turn)
})
