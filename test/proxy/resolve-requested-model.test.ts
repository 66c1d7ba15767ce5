import { describe, expect, it } from 'vitest'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { resolveRequestedModel } from '../../src/proxy/resolve-requested-model.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const POLICY = policyWith()
const PARTS = { catalog: () => FRANKFURT, policy: () => POLICY }
const IN_REGION_ONLY = policyWith({ routing: 'in-region-only' })
const { operation: CONVERSE } = matchOperation('POST', modelPath('converse'))
const { operation: COUNT_TOKENS } = matchOperation('POST', modelPath('count-tokens'))

describe('resolveRequestedModel', () => {
  it('resolves nothing where a request names no model', () => {
    expect(resolveRequestedModel(CONVERSE, { in: 'nowhere' }, PARTS)).toBeUndefined()
  })

  it('resolves a bare ID to the profile of the Region', () => {
    expect(resolveRequestedModel(CONVERSE, { in: 'path', identifier: BARE }, PARTS)).toMatchObject({
      kind: 'profile',
      resolved: PROFILE,
    })
  })

  it('resolves a profile to its model for an operation that takes none', () => {
    expect(resolveRequestedModel(COUNT_TOKENS, { in: 'path', identifier: PROFILE }, PARTS)).toMatchObject({
      kind: 'foundation-model',
      resolved: BARE,
    })
  })

  it('throws where the policy refuses, and names what it refused', () => {
    expect(() =>
      resolveRequestedModel(CONVERSE, { in: 'path', identifier: BARE }, { ...PARTS, policy: () => IN_REGION_ONLY }),
    ).toThrow(expect.objectContaining({ code: 'policy-refused', message: expect.stringContaining(PROFILE) }))
  })

  it('asks for the catalog of the moment', () => {
    const catalogs = [FRANKFURT, { ...FRANKFURT, models: new Map() }]
    const parts = { ...PARTS, catalog: () => catalogs.shift() ?? FRANKFURT }
    const resolve = () => resolveRequestedModel(CONVERSE, { in: 'path', identifier: BARE }, parts)?.reason
    expect([resolve(), resolve()]).toEqual(['geographic-profile', 'unknown-model'])
  })
})
