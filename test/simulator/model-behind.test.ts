import { expect, it } from 'vitest'
import { modelBehind } from '../../src/simulator/model-behind.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const PROFILE = applicationProfile({ modelId: SONNET })
const CATALOG = { ...FRANKFURT, applicationProfiles: [PROFILE] }

it.each([
  [undefined, ''],
  [SONNET, SONNET],
  [`eu.${SONNET}`, `eu.${SONNET}`],
  [`arn:aws:bedrock:eu-central-1::foundation-model/${SONNET}`, SONNET],
  [`arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.${SONNET}`, `eu.${SONNET}`],
  [PROFILE.arn, SONNET],
  ['arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/nobody', ''],
])('finds the model of %s', (identifier, model) => {
  expect(modelBehind(identifier, CATALOG)).toBe(model)
})
