import { expect, it } from 'vitest'
import { quote } from '../../../src/cli/connect/quote.ts'

it('quotes what would end the string', () => {
  expect(quote(`it's "x" \\`)).toBe(`"it's \\"x\\" \\\\"`)
})
