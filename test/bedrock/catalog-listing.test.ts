import { describe, expect, it } from 'vitest'
import { findListedModel, findListedProfile, listedModels, listedProfiles } from '../../src/bedrock/catalog-listing.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const OWN = applicationProfile()
const WITH_OWN = { ...FRANKFURT, applicationProfiles: [OWN] }

describe('The profiles of a catalog', () => {
  it('are listed with the Regions that they lead to', () => {
    expect(findListedProfile(FRANKFURT, `eu.${SONNET}`)).toEqual({
      inferenceProfileId: `eu.${SONNET}`,
      inferenceProfileName: 'EU Claude Sonnet 4.6',
      type: 'SYSTEM_DEFINED',
      status: 'ACTIVE',
      models: expect.arrayContaining([{ modelArn: `arn:aws:bedrock:eu-west-1::foundation-model/${SONNET}` }]),
    })
  })

  it('name no destination where they reach anywhere', () => {
    expect(findListedProfile(FRANKFURT, `global.${SONNET}`)?.models).toEqual([
      { modelArn: `arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}` },
      { modelArn: `arn:aws:bedrock:::foundation-model/${SONNET}` },
    ])
  })

  it('have an ARN where an account is known, and are found by it', () => {
    const arn = `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.${SONNET}`
    expect(findListedProfile(WITH_OWN, arn)?.inferenceProfileArn).toBe(arn)
    expect(findListedProfile(FRANKFURT, arn)?.inferenceProfileId).toBe(`eu.${SONNET}`)
  })

  it('end with those of the account', () => {
    expect(listedProfiles(WITH_OWN).at(-1)).toEqual({
      inferenceProfileId: 'abc123',
      inferenceProfileName: 'search',
      inferenceProfileArn: OWN.arn,
      type: 'APPLICATION',
      status: 'ACTIVE',
      models: OWN.destinationRegions.map((region) => ({
        modelArn: `arn:aws:bedrock:${region}::foundation-model/${SONNET}`,
      })),
    })
    expect(findListedProfile(WITH_OWN, OWN.arn)?.inferenceProfileId).toBe('abc123')
  })

  it.each([`us.${SONNET}`, 'abc123', ''])('do not include "%s"', (identifier) => {
    expect(findListedProfile(FRANKFURT, identifier)).toBeUndefined()
  })
})

describe('The models of a catalog', () => {
  it('are those that the Region can reach', () => {
    expect(listedModels(FRANKFURT).map(({ modelId }) => modelId)).not.toContain('amazon.nova-premier-v1:0')
    expect(findListedModel(FRANKFURT, SONNET)).toEqual({
      modelId: SONNET,
      modelArn: `arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}`,
      modelName: 'Claude Sonnet 4.6',
      providerName: 'anthropic',
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
      modelLifecycle: { status: 'ACTIVE' },
    })
  })

  it('say when they end', () => {
    expect(listedModels(FRANKFURT)).toContainEqual(
      expect.objectContaining({
        modelLifecycle: { status: 'LEGACY', endOfLifeTime: expect.stringMatching(/^20..-..-..T00:00:00Z$/) },
      }),
    )
  })

  it('are found by their ARN as well', () => {
    const arn = `arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}`
    expect(findListedModel(FRANKFURT, arn)?.modelId).toBe(SONNET)
    expect(findListedModel(FRANKFURT, 'nobody.knows-this')).toBeUndefined()
  })
})
