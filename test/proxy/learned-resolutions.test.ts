import { expect, it } from 'vitest'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { createLearnedResolutions } from '../../src/proxy/learned-resolutions.ts'
import type { Passed } from '../../src/proxy/resolve-requested-model.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const CONTEXT = { catalog: FRANKFURT, policy: policyWith(), takesProfile: true }
const WORKED = resolveModel('anthropic.claude-sonnet-4-6', CONTEXT) as Passed

it('What worked is recalled for its operation and its identifier, until the catalog changes', () => {
  const learned = createLearnedResolutions()
  learned.learn('Converse', 'a', CONTEXT, WORKED)
  expect(learned.recall('Converse', 'a', CONTEXT)).toBe(WORKED)
  expect(learned.recall('CountTokens', 'a', CONTEXT)).toBeUndefined()
  expect(learned.recall('Converse', 'b', CONTEXT)).toBeUndefined()
  expect(learned.recall('Converse', 'a', { ...CONTEXT, catalog: { ...FRANKFURT } })).toBeUndefined()
})

it('What worked is forgotten after an hour', () => {
  let now = 0
  const learned = createLearnedResolutions(() => now)
  learned.learn('Converse', 'a', CONTEXT, WORKED)
  now = 60 * 60_000 - 1
  expect(learned.recall('Converse', 'a', CONTEXT)).toBe(WORKED)
  now += 1
  expect(learned.recall('Converse', 'a', CONTEXT)).toBeUndefined()
})
