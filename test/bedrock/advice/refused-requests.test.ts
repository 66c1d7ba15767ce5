import { expect, it } from 'vitest'
import { REFUSED_REQUESTS } from '../../../src/bedrock/advice/refused-requests.ts'

it('has rows for statuses of AWS alone', () => {
  expect(REFUSED_REQUESTS.flatMap(({ statuses }) => statuses).filter((status) => status < 400 || status > 503)).toEqual(
    [],
  )
  expect(REFUSED_REQUESTS.filter(({ statuses }) => statuses.length === 0)).toEqual([])
})
