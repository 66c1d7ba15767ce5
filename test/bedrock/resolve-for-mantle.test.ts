import { expect, it } from 'vitest'
import { resolveForMantle } from '../../src/bedrock/resolve-for-mantle.ts'
import { BARE, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const resolve = (requested: string, policy = policyWith()) =>
  resolveForMantle(requested, { catalog: FRANKFURT, policy })

it.each([
  [BARE, BARE],
  [PROFILE, BARE],
  [`us.${BARE}`, BARE],
  [`global.${BARE}[1m]`, BARE],
  [`arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${PROFILE}`, BARE],
  [`arn:aws:bedrock:eu-central-1::foundation-model/${BARE}`, BARE],
  ['openai.gpt-oss-120b', 'openai.gpt-oss-120b'],
  ['anthropic.claude-haiku-4-5', 'anthropic.claude-haiku-4-5'],
  ['claude-sonnet-4-6', 'claude-sonnet-4-6'],
  ['global.vendor.new-model', 'global.vendor.new-model'],
])('%s goes to the mantle as %s', (requested, resolved) => {
  expect(resolve(requested)).toMatchObject({ requested, resolved, reason: 'mantle', others: [] })
})

it('takes the names that the settings give to models', () => {
  const policy = policyWith({ models: new Map([['big', PROFILE]]) })
  expect(resolve('big', policy)).toMatchObject({ requested: 'big', resolved: BARE, isConfigured: true })
})

it.each([
  [{ routing: 'geo-only' as const }, 'global.vendor.new-model'],
  [{ routing: 'geo-only' as const }, 'eu.vendor.new-model'],
  [{ routing: 'in-region-only' as const }, 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.vendor.new'],
  [{ allowDestinations: ['eu-*'] }, 'global.vendor.new-model'],
  [{ denyModels: ['anthropic.*'] }, BARE],
  [{ denyModels: ['anthropic.*'] }, PROFILE],
  [{ denyModels: ['openai.*'] }, 'openai.gpt-oss-120b'],
  [{ allowModels: ['amazon.*'] }, BARE],
  [{ allowModels: ['amazon.*'] }, 'openai.gpt-oss-120b'],
  [{ allowAccounts: ['111111111111'] }, 'arn:aws:bedrock:eu-central-1:123456789012:custom-model/a'],
])('%j holds on the mantle for %s', (rules, requested) => {
  expect(resolve(requested, policyWith(rules))).toMatchObject({ kind: 'refused', requested })
})

it('asks the policy whether its Region may process requests', () => {
  expect(resolve(BARE, policyWith({ routing: 'in-region-only' }))).toMatchObject({ resolved: BARE })
  expect(resolve(BARE, policyWith({ allowDestinations: ['eu-*'] }))).toMatchObject({ resolved: BARE })
  expect(resolve(BARE, policyWith({ allowDestinations: ['us-*'] }))).toMatchObject({ kind: 'refused' })
})
