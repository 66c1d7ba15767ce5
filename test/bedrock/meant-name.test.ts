import { expect, it } from 'vitest'
import { meantName } from '../../src/bedrock/meant-name.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'

it.each([
  [SONNET, SONNET],
  [`bedrock/${SONNET}:1m`, SONNET],
  ['bedrock/fast', 'fast'],
  ['fast[1m]', 'fast'],
  ['bedrock/unknown:1m', 'bedrock/unknown:1m'],
  ['unknown[1m]', 'unknown'],
])('%s means %s, by the settings, by the catalog, or in the words of the client', (requested, name) => {
  const policy = policyWith({ models: new Map([['fast', SONNET]]) })
  expect(meantName(requested, { policy, catalog: FRANKFURT })).toBe(name)
})
