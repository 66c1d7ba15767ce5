import { expect, it } from 'vitest'
import { resolveModel } from '../../../src/bedrock/resolve-model.ts'
import type { ResolvedModel } from '../../../src/proxy/resolve-requested-model.ts'
import { RESTING } from '../../../src/proxy/sending/cool-down.ts'
import { lessonsOf } from '../../../src/proxy/sending/lessons-of.ts'
import { createMemory } from '../../../src/proxy/sending/memory.ts'
import { WORKED } from '../../../src/proxy/sending/other-identifier.ts'
import { REFUSED } from '../../../src/proxy/sending/repair.ts'
import { UNKNOWN } from '../../../src/proxy/sending/unknown-route.ts'
import { METADATA_REFUSED } from '../../../src/proxy/sending/without-metadata.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const POLICY = policyWith()

it('tells what is left out, sent instead, left alone and not known, and for how long', () => {
  let now = 0
  const memory = createMemory(() => now)
  memory.learn(RESTING, PROFILE, true, 2_000)
  memory.learn(REFUSED, `InvokeModel ${BARE} flags context-1m-2025-08-07`, true)
  memory.learn(REFUSED, `Converse ${BARE} places tools[].strict`, true)
  memory.learn(METADATA_REFUSED, 'Converse', true)
  memory.learn(UNKNOWN, 'CreateMessage', true)
  const worked = resolveModel(BARE, { catalog: FRANKFURT, policy: POLICY, takesProfile: true }) as ResolvedModel
  memory.learn(WORKED, `Converse a name with spaces`, { catalog: FRANKFURT, policy: POLICY, worked })
  now = 1_000
  const hour = 60 * 60_000 - now
  expect(lessonsOf(memory, FRANKFURT, POLICY)).toEqual([
    { kind: 'cool-down', model: PROFILE, holdsForMs: 1_000 },
    { kind: 'healed', operation: 'Converse', model: 'a name with spaces', what: PROFILE, holdsForMs: hour },
    { kind: 'repair', operation: 'InvokeModel', model: BARE, what: 'beta=context-1m-2025-08-07', holdsForMs: hour },
    { kind: 'repair', operation: 'Converse', model: BARE, what: 'field=tools[].strict', holdsForMs: hour },
    { kind: 'repair', operation: 'Converse', what: 'metadata', holdsForMs: hour },
    { kind: 'unknown-route', operation: 'CreateMessage', holdsForMs: hour },
  ])
})

it('tells nothing that has run out, or that was learned under another policy', () => {
  let now = 0
  const memory = createMemory(() => now)
  memory.learn(RESTING, PROFILE, true, 1_000)
  const worked = resolveModel(BARE, { catalog: FRANKFURT, policy: POLICY, takesProfile: true }) as ResolvedModel
  memory.learn(WORKED, `Converse ${BARE}`, { catalog: FRANKFURT, policy: policyWith(), worked })
  now = 1_000
  expect(lessonsOf(memory, FRANKFURT, POLICY)).toEqual([])
})
