import { expect, it } from 'vitest'
import { getInferenceProfile, listFoundationModels, listInferenceProfiles } from '../../src/simulator/control-plane.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const query = (text: string) => simulatedCall({ query: new URLSearchParams(text) })
const profile = (inferenceProfileIdentifier: string) => simulatedCall({ labels: { inferenceProfileIdentifier } })

it('pages through all profiles without losing or repeating one', () => {
  const all = jsonOf(listInferenceProfiles(query('maxResults=1000')))
  const seen: string[] = []
  let token: string | undefined = '0'
  while (token !== undefined) {
    const page = jsonOf(listInferenceProfiles(query(`maxResults=7&nextToken=${token}`)))
    seen.push(
      ...page.inferenceProfileSummaries.map(({ inferenceProfileId }: Record<string, string>) => inferenceProfileId),
    )
    token = page.nextToken
  }
  expect(all.nextToken).toBeUndefined()
  expect(seen).toEqual(
    all.inferenceProfileSummaries.map((summary: Record<string, string>) => summary.inferenceProfileId),
  )
})

it('has no application profiles', () => {
  expect(jsonOf(listInferenceProfiles(query('type=APPLICATION')))).toEqual({ inferenceProfileSummaries: [] })
})

it.each(['maxResults=0', 'maxResults=1001', 'maxResults=ten', 'nextToken=-1', 'nextToken=x'])('refuses %s', (text) => {
  expect(() => listInferenceProfiles(query(text))).toThrow(expect.objectContaining({ code: 'invalid-page' }))
})

it('names one model ARN for each destination Region of a geographic profile', () => {
  const { models } = jsonOf(getInferenceProfile(profile('eu.anthropic.claude-sonnet-4-6')))
  const arns = models.map(({ modelArn }: Record<string, string>) => modelArn)
  expect(arns).toContain('arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6')
  expect(arns).toContain('arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-6')
})

it('names the source Region and none for a global profile', () => {
  expect(jsonOf(getInferenceProfile(profile('global.anthropic.claude-sonnet-4-6'))).models).toEqual([
    { modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6' },
    { modelArn: 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6' },
  ])
})

it('finds a profile by its ARN', () => {
  const { inferenceProfileArn } = jsonOf(getInferenceProfile(profile('eu.anthropic.claude-sonnet-4-6')))
  expect(inferenceProfileArn).toBe(
    'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6',
  )
  expect(jsonOf(getInferenceProfile(profile(inferenceProfileArn))).inferenceProfileArn).toBe(inferenceProfileArn)
})

it('does not find a profile of another geography', () => {
  const foreign = () => getInferenceProfile(profile('us.anthropic.claude-sonnet-4-6'))
  expect(foreign).toThrow(expect.objectContaining({ code: 'no-such-profile' }))
})

it.each([
  ['openai.gpt-oss-20b-1:0', ['ON_DEMAND']],
  ['anthropic.claude-sonnet-4-6', ['INFERENCE_PROFILE']],
])('tells how %s can be invoked', (modelId, inferenceTypesSupported) => {
  const { modelSummaries } = jsonOf(listFoundationModels(simulatedCall()))
  const summary = modelSummaries.find((model: Record<string, string>) => model.modelId === modelId)
  expect(summary).toMatchObject({ inferenceTypesSupported })
})

it('lists no model that the Region cannot reach', () => {
  const { modelSummaries } = jsonOf(listFoundationModels(simulatedCall()))
  const ids = modelSummaries.map((model: Record<string, string>) => model.modelId)
  expect(ids).not.toContain('ai21.jamba-1-5-large-v1:0')
})
