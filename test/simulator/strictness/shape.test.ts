import { expect, it } from 'vitest'
import { objectOf } from '../../../src/simulator/strictness/shape.ts'

it('gives each member the news of where it comes from', () => {
  const evidence = { source: 'a guide', date: '2026-10' }
  expect(objectOf(evidence, ['a', 'b'])).toEqual({ members: { a: evidence, b: evidence } })
})
