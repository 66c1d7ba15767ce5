import { describe, expect, it } from 'vitest'
import { getInferenceProfile, listInferenceProfiles, listTagsForResource } from '../../src/simulator/control-plane.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

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

it('makes its pages smaller where it is told to', () => {
  const page = jsonOf(listInferenceProfiles({ ...query('maxResults=1000'), maxPageSize: 5 }))
  expect([page.inferenceProfileSummaries.length, page.nextToken]).toEqual([5, '5'])
})

describe('the profiles of the account', () => {
  const OWN = {
    arn: 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/x1y2z3',
    name: 'search',
    modelId: 'anthropic.claude-sonnet-4-6',
    destinationRegions: ['eu-central-1', 'eu-west-1'],
    reachesAnywhere: false,
    tags: { team: 'search' },
  }
  const catalog = { ...FRANKFURT, applicationProfiles: [OWN, { ...OWN, arn: `${OWN.arn}-2`, reachesAnywhere: true }] }
  const idsOf = (text: string) =>
    jsonOf(listInferenceProfiles({ ...query(text), catalog })).inferenceProfileSummaries.map(
      ({ inferenceProfileId }: Record<string, string>) => inferenceProfileId,
    )

  it('are listed apart from those of AWS, or beside them', () => {
    expect(idsOf('type=APPLICATION')).toEqual(['x1y2z3', 'x1y2z3-2'])
    expect(idsOf('type=SYSTEM_DEFINED&maxResults=1000')).not.toContain('x1y2z3')
    expect(idsOf('maxResults=1000').slice(-2)).toEqual(['x1y2z3', 'x1y2z3-2'])
  })

  it('name the models that they lead to', () => {
    const { inferenceProfileSummaries } = jsonOf(listInferenceProfiles({ ...query('type=APPLICATION'), catalog }))
    const arns = inferenceProfileSummaries.map(({ models }: { models: { modelArn: string }[] }) =>
      models.map(({ modelArn }) => modelArn.split(':')[3]),
    )
    expect(arns).toEqual([
      ['eu-central-1', 'eu-west-1'],
      ['eu-central-1', ''],
    ])
  })

  it.each(['x1y2z3', OWN.arn])('are found by ID and ARN: %s', (identifier) => {
    const found = jsonOf(getInferenceProfile({ ...profile(identifier), catalog }))
    expect(found).toMatchObject({ inferenceProfileArn: OWN.arn, inferenceProfileName: 'search', type: 'APPLICATION' })
  })

  it('have tags', () => {
    const call = simulatedCall({ catalog, body: { resourceARN: OWN.arn } })
    expect(jsonOf(listTagsForResource(call))).toEqual({ tags: [{ key: 'team', value: 'search' }] })
  })

  it.each([`${OWN.arn}-3`, undefined])('are the only resources with tags: %s has none', (resourceARN) => {
    const refused = () => listTagsForResource(simulatedCall({ catalog, body: { resourceARN } }))
    expect(refused).toThrow(expect.objectContaining({ code: 'no-such-resource' }))
  })
})

it.each(['maxResults=0', 'maxResults=1001', 'maxResults=ten', 'nextToken=-1', 'nextToken=x', 'type=OTHER'])(
  'refuses %s',
  (text) => {
    expect(() => listInferenceProfiles(query(text))).toThrow(expect.objectContaining({ code: 'invalid-parameter' }))
  },
)

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
