import { expect, it } from 'vitest'
import { QUOTAS } from '../../../src/bedrock/advice/quotas.ts'

it('has rows for statuses of AWS alone', () => {
  expect(QUOTAS.flatMap(({ statuses }) => statuses).filter((status) => status < 400 || status > 503)).toEqual([])
  expect(QUOTAS.filter(({ statuses }) => statuses.length === 0)).toEqual([])
})
