import { expect, it } from 'vitest'
import { DENIALS } from '../../../src/bedrock/advice/denials.ts'

it('has rows for statuses of AWS alone', () => {
  expect(DENIALS.flatMap(({ statuses }) => statuses).filter((status) => status < 400 || status > 503)).toEqual([])
  expect(DENIALS.filter(({ statuses }) => statuses.length === 0)).toEqual([])
})
