import { expect, it } from 'vitest'
import { doorPaths } from '../../src/bedrock/door-paths.ts'

it('A route can be asked for with and without its vendor and its version', () => {
  expect(doorPaths('openai', '/responses')).toEqual([
    '/v1/responses',
    '/openai/v1/responses',
    '/v1/v1/responses',
    '/openai/v1/v1/responses',
    '/responses',
    '/openai/responses',
  ])
})
