import { expect, it } from 'vitest'
import { spokenDialect } from '../../src/proxy/spoken-dialect.ts'

it.each([
  ['openai', {}, 'openai'],
  ['openai', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
  ['aws', { 'anthropic-version': '2023-06-01' }, 'aws'],
  ['anthropic', {}, 'anthropic'],
] as const)('%s with %j is %s', (dialect, headers, spoken) => {
  expect(spokenDialect(dialect, headers)).toBe(spoken)
})
