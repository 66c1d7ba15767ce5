import { expect, it } from 'vitest'
import { STRICTNESSES } from '../../../src/simulator/strictness/strictness.ts'

it('is strict by default', () => {
  expect(STRICTNESSES[0]).toBe('strict')
})
