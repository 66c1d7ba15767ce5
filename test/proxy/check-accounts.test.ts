import { expect, it } from 'vitest'
import { checkAccounts } from '../../src/proxy/check-accounts.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { policyWith } from '../fixtures/policy.ts'

const GUARDRAIL = 'arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aguardrail%2Fabc'
const PATH = `/guardrail/${GUARDRAIL}/version/1/apply`

it.each([[[]], [['123456789012']]])('lets the ARN of a guardrail pass where the accounts are %j', (allowAccounts) => {
  expect(() => checkAccounts(matchOperation('POST', PATH), policyWith({ allowAccounts }))).not.toThrow()
})

it('refuses the ARN of a guardrail of another account', () => {
  const check = () => checkAccounts(matchOperation('POST', PATH), policyWith({ allowAccounts: ['210987654321'] }))
  expect(check).toThrow(
    expect.objectContaining({ code: 'policy-refused', message: expect.stringContaining('123456789012') }),
  )
})

it('leaves the ARN of a model to its resolution, which may put another one in its place', () => {
  const matched = matchOperation('POST', `/model/${GUARDRAIL.replace('guardrail', 'inference-profile')}/converse`)
  expect(() => checkAccounts(matched, policyWith({ allowAccounts: ['210987654321'] }))).not.toThrow()
})
