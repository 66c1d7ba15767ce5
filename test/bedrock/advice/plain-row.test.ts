import { expect, it } from 'vitest'
import { plain } from '../../../src/bedrock/advice/plain-row.ts'

it('says the same whatever the facts', () => {
  const row = plain('x', [400], 'X.', { source: 'y', words: /x/, cause: 'Why.', remedy: 'What.' })
  expect([row.cause({ region: 'eu-west-1' }), row.remedy({})]).toEqual(['Why.', 'What.'])
})
