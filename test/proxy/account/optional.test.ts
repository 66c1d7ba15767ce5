import { expect, it } from 'vitest'
import { optional } from '../../../src/proxy/account/optional.ts'

it('is a field, or none where there is nothing to tell', () => {
  expect([optional('a', 0), optional('a', ''), optional('a', undefined)]).toEqual([{ a: 0 }, { a: '' }, {}])
})
