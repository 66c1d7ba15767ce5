import { describe, expect, it } from 'vitest'
import type { FoundationModel } from '../../src/bedrock/catalog.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { checkAccounts, resolveRequestedModel } from '../../src/proxy/resolve-requested-model.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const POLICY = policyWith()
const IN_REGION_ONLY = policyWith({ routing: 'in-region-only' })
const LOCATED = { identifier: PROFILE, bytes: Buffer.alloc(0), span: { start: 0, end: 0, value: PROFILE } }
const { operation: CONVERSE } = matchOperation('POST', modelPath('converse'))
const { operation: COUNT_TOKENS } = matchOperation('POST', modelPath('count-tokens'))

const GUARDRAIL = 'arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aguardrail%2Fabc'
const PATH = `/guardrail/${GUARDRAIL}/version/1/apply`

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

  it("leaves an ID for the mantle to the mantle's own rules", () => {
    const { operation } = matchOperation('POST', '/mantle/v1/responses')
    expect(resolveRequestedModel(operation, { in: 'body', ...LOCATED }, FRANKFURT, POLICY)).toMatchObject({
      resolved: BARE,
      reason: 'mantle',
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

it.each([[[]], [['123456789012']]])(
  'checkAccounts lets the ARN of a guardrail pass where the accounts are %j',
  (allowAccounts) => {
    expect(() => checkAccounts(matchOperation('POST', PATH), policyWith({ allowAccounts }))).not.toThrow()
  },
)

it('checkAccounts refuses the ARN of a guardrail of another account', () => {
  const check = () => checkAccounts(matchOperation('POST', PATH), policyWith({ allowAccounts: ['210987654321'] }))
  expect(check).toThrow(
    expect.objectContaining({ code: 'policy-refused', message: expect.stringContaining('123456789012') }),
  )
})

it('checkAccounts leaves the ARN of a model to its resolution, which may put another one in its place', () => {
  const matched = matchOperation('POST', `/model/${GUARDRAIL.replace('guardrail', 'inference-profile')}/converse`)
  expect(() => checkAccounts(matched, policyWith({ allowAccounts: ['210987654321'] }))).not.toThrow()
})

function onDemand(modelId: string): FoundationModel {
  return { modelId, name: modelId, onDemand: true, profiles: [] }
}
