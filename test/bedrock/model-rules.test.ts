import { describe, expect, it } from 'vitest'
import { accountRefusal } from '../../src/bedrock/model-rules.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const OWN = applicationProfile()
const CATALOG = { ...FRANKFURT, applicationProfiles: [OWN] }
const ARNS = 'arn:aws:bedrock:eu-central-1:123456789012'
const UNKNOWN_PROFILE = `${ARNS}:application-inference-profile/unknown`

/** Every way to ask for Claude Sonnet 4.6. */
const NAMES = [
  SONNET,
  `us.${SONNET}`,
  `eu.${SONNET}`,
  `global.${SONNET}`,
  'claude-sonnet-4-6',
  `${SONNET}-v1:0`,
  `arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}`,
  `${ARNS}:inference-profile/eu.${SONNET}`,
  `${ARNS}:inference-profile/jp.${SONNET}`,
  OWN.arn,
]

describe.each([true, false])('A model (takes a profile: %s)', (takesProfile) => {
  it.each(NAMES)('that is denied is refused as %s', (requested) => {
    const why = resolve(requested, { denyModels: ['anthropic.claude-sonnet-*'] }, takesProfile)
    expect(why).toMatch(
      /^The policy of this proxy refuses .*: deny-models anthropic\.claude-sonnet-\* covers anthropic/,
    )
  })

  it.each(NAMES)('that is not among the allowed ones is refused as %s', (requested) => {
    const why = resolve(requested, { allowModels: ['amazon.*', 'meta.*'] }, takesProfile)
    expect(why).toContain(`allow-models amazon.*, meta.* does not cover ${SONNET}`)
  })

  it.each(NAMES)('that is allowed is resolved as %s', (requested) => {
    const policy = { allowModels: ['amazon.*', 'anthropic.*'], denyModels: ['anthropic.claude-opus-*'] }
    expect(resolve(requested, policy, takesProfile)).toBeUndefined()
  })

  it('that is allowed and denied is denied', () => {
    const policy = { allowModels: ['*'], denyModels: [SONNET] }
    expect(resolve(SONNET, policy, takesProfile)).toContain('deny-models')
  })
})

describe('A name of the settings', () => {
  it('is judged by the model that it leads to', () => {
    const models = new Map([['fast', SONNET]])
    expect(resolve('fast', { models, denyModels: [SONNET] })).toContain(`covers ${SONNET}`)
    expect(resolve('fast', { models, allowModels: [SONNET] })).toBeUndefined()
    expect(resolve('fast', { models: new Map([['fast', OWN.arn]]), denyModels: [SONNET] })).toContain('deny-models')
  })
})

describe('A model that nobody listed', () => {
  it.each(['anthropic.next', 'eu.anthropic.next', `${ARNS}:inference-profile/eu.anthropic.next`])(
    'is judged by its own ID: %s',
    (requested) => {
      expect(resolve(requested, { allowModels: ['anthropic.*'] })).toBeUndefined()
      expect(resolve(requested, { allowModels: ['amazon.*'] })).toContain('allow-models')
      expect(resolve(requested, { denyModels: ['anthropic.*'] })).toContain('deny-models')
    },
  )

  it('cannot hide from a denial behind a geography that nobody knows, nor slip in by one', () => {
    expect(resolve('mars.anthropic.next', { denyModels: ['anthropic.*'] })).toContain('deny-models')
    expect(resolve('mars.anthropic.next', { allowModels: ['anthropic.*'] })).toContain('allow-models')
  })
})

describe('An ARN whose model nobody knows', () => {
  it.each<Partial<Policy>>([{ allowModels: ['*'] }, { denyModels: ['amazon.*'] }])('is refused with %o', (policy) => {
    expect(resolve(UNKNOWN_PROFILE, policy)).toContain(`nobody knows which model ${UNKNOWN_PROFILE} leads to`)
  })

  it('is allowed by a pattern of ARNs, or where there are no rules', () => {
    const allowModels = [`${ARNS}:application-inference-profile/*`]
    expect(resolve(UNKNOWN_PROFILE, { allowModels, denyModels: ['amazon.*'] })).toBeUndefined()
    expect(resolve(UNKNOWN_PROFILE, {})).toBeUndefined()
  })
})

describe('A pattern of ARNs', () => {
  const foreign = `${ARNS.replace('123456789012', '666666666666')}:application-inference-profile/z`

  it('allows nothing whose other parts it does not name', () => {
    const allowModels = ['arn:aws:bedrock:*:123456789012:imported-model/*']
    expect(resolve(`${ARNS}:imported-model/y`, { allowModels })).toBeUndefined()
    expect(resolve(`${foreign}:123456789012:imported-model/y`, { allowModels })).toContain('nobody knows which model')
  })

  it('denies what it describes, whether its model is known or not, and also where it is allowed', () => {
    const denyModels = [`${ARNS}:*/*`]
    expect(resolve(OWN.arn, { denyModels })).toContain(`deny-models ${denyModels} covers ${OWN.arn}`)
    expect(resolve(`${ARNS}:imported-model/y`, { denyModels, allowModels: denyModels })).toContain('deny-models')
    expect(resolve(SONNET, { denyModels })).toBeUndefined()
  })
})

describe('An account', () => {
  const policy = policyWith({ allowAccounts: ['123456789012'] })

  it.each([OWN.arn, SONNET, `arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}`, 'guardrail-1'])(
    'is none, or an allowed one, in %s',
    (identifier) => {
      expect(accountRefusal(identifier, policy)).toBeUndefined()
    },
  )

  it.each(['210987654321', 'aws', '1234567890123'])('that is not listed is refused: %s', (account) => {
    const arn = OWN.arn.replace('123456789012', account)
    expect(accountRefusal(arn, policy)).toBe(`allow-accounts does not list ${account}`)
    expect(accountRefusal(arn, policyWith())).toBeUndefined()
  })

  it('that is not listed is refused in the ARN of a model, and in what the settings make of a name', () => {
    const arn = OWN.arn.replace('123456789012', '210987654321')
    expect(resolve(arn, policy)).toContain('allow-accounts does not list 210987654321')
    expect(resolve('fast', { ...policy, models: new Map([['fast', arn]]) })).toContain('allow-accounts')
  })
})

/** Why a name is refused; undefined where it is not. */
function resolve(requested: string, policy: Partial<Policy>, takesProfile = true): string | undefined {
  const resolution = resolveModel(requested, { catalog: CATALOG, policy: policyWith(policy), takesProfile })
  if (!('why' in resolution)) return undefined
  expect(resolution.candidates.filter(({ accepted }) => accepted)).toEqual([])
  return resolution.why
}
