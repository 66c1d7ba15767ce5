import { expect, it } from 'vitest'
import { SHAPES } from '../../../src/simulator/strictness/body-shapes.ts'
import { CONTENT_SHAPES } from '../../../src/simulator/strictness/content-shapes.ts'

// What the rows let in and keep out stands in problems-of.test.ts.
it('has names of its own among the shapes', () => {
  expect(SHAPES).toMatchObject(CONTENT_SHAPES)
})
