import { describe, expect, it } from 'vitest'
import type { FoundationModel } from '../../src/bedrock/catalog.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { resolveRequestedModel } from '../../src/proxy/resolve-requested-model.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const POLICY = policyWith()
const IN_REGION_ONLY = policyWith({ routing: 'in-region-only' })
const { operation: CONVERSE } = matchOperation('POST', modelPath('converse'))
const { operation: COUNT_TOKENS } = matchOperation('POST', modelPath('count-tokens'))

describe('resolveRequestedModel', () => {
  it('resolves nothing where a request names no model', () => {
    expect(resolveRequestedModel(CONVERSE, { in: 'nowhere' }, FRANKFURT, POLICY)).toBeUndefined()
  })

  it('resolves a bare ID to the profile of the Region', () => {
    expect(resolveRequestedModel(CONVERSE, { in: 'path', identifier: BARE }, FRANKFURT, POLICY)).toMatchObject({
      kind: 'profile',
      resolved: PROFILE,
    })
  })

  it('resolves a profile to its model for an operation that takes none', () => {
    expect(resolveRequestedModel(COUNT_TOKENS, { in: 'path', identifier: PROFILE }, FRANKFURT, POLICY)).toMatchObject({
      kind: 'foundation-model',
      resolved: BARE,
    })
  })

  it('throws where the policy refuses, and names what it refused', () => {
    expect(() => resolveRequestedModel(CONVERSE, { in: 'path', identifier: BARE }, FRANKFURT, IN_REGION_ONLY)).toThrow(
      expect.objectContaining({ code: 'policy-refused', message: expect.stringContaining(PROFILE) }),
    )
  })

  it('throws where two answers are equally good, and names both', () => {
    const twins = {
      ...FRANKFURT,
      models: new Map(['a.m-v1:0', 'a.m-v1:1'].map((modelId) => [modelId, onDemand(modelId)])),
    }
    expect(() => resolveRequestedModel(CONVERSE, { in: 'path', identifier: 'a.m' }, twins, POLICY)).toThrow(
      expect.objectContaining({ code: 'ambiguous-model', message: expect.stringContaining('a.m-v1:0 or a.m-v1:1') }),
    )
  })
})

function onDemand(modelId: string): FoundationModel {
  return { modelId, name: modelId, onDemand: true, profiles: [] }
}
