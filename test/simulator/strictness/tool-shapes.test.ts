import { expect, it } from 'vitest'
import { SHAPES } from '../../../src/simulator/strictness/body-shapes.ts'
import { TOOL_SHAPES } from '../../../src/simulator/strictness/tool-shapes.ts'

// What the rows let in and keep out stands in problems-of.test.ts.
it('has names of its own among the shapes', () => {
  expect(SHAPES).toMatchObject(TOOL_SHAPES)
})
