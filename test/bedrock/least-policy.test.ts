import { describe, expect, it } from 'vitest'
import { leastPolicy } from '../../src/bedrock/least-policy.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const inRegion = (region: string) => catalogFromSnapshot(loadSnapshot(), region)
const sids = (region: string, policy = policyWith()) =>
  leastPolicy(inRegion(region), policy, 'aws').Statement.map(({ Sid }) => Sid)

describe('the statements', () => {
  it.each([
    ['eu-central-1', {}, ['OnDemand', 'EuProfiles', 'EuDestinations', 'GlobalProfiles', 'GlobalDestinations']],
    ['eu-central-1', { routing: 'geo-only' as const }, ['OnDemand', 'EuProfiles', 'EuDestinations']],
    ['eu-central-1', { routing: 'in-region-only' as const }, ['OnDemand']],
    ['eu-central-1', { routing: 'global-only' as const }, ['GlobalProfiles', 'GlobalDestinations']],
    ['eu-central-1', { allowDestinations: ['eu-central-1'] }, ['OnDemand']],
    ['us-gov-west-1', {}, ['UsgovProfiles', 'UsgovDestinations']],
  ])('in %s under %j are those that are needed', (region, given, wanted) => {
    expect(sids(region, policyWith(given)).toSorted()).toEqual([...wanted, 'CountTokens', 'Listings'].toSorted())
  })
})

it('models behind a profile may be invoked in its destination Regions, and only through it', () => {
  const { Statement } = leastPolicy(inRegion('eu-central-1'), policyWith({ routing: 'geo-only' }), 'aws')
  const profile = 'arn:aws:bedrock:eu-central-1:*:inference-profile/eu.*'
  expect(Statement.find(({ Sid }) => Sid === 'EuProfiles')?.Resource).toEqual([profile])
  const destinations = Statement.find(({ Sid }) => Sid === 'EuDestinations')
  expect(destinations?.Condition).toEqual({ StringLike: { 'bedrock:InferenceProfileArn': [profile] } })
  expect(destinations?.Resource).toContain('arn:aws:bedrock:eu-north-1::foundation-model/*')
  expect(destinations?.Resource.filter((arn) => !arn.includes(':eu-'))).toEqual([])
})

describe('with Regions to which throttled requests may go', () => {
  const withIreland = (policy = policyWith()) =>
    leastPolicy(inRegion('eu-central-1'), policy, 'aws', [inRegion('eu-west-1'), inRegion('us-east-1')]).Statement

  it('what is allowed there has statements of its own, and nothing else', () => {
    const geoOnly = withIreland(policyWith({ routing: 'geo-only' }))
    expect(geoOnly.map(({ Sid }) => Sid)).toEqual([
      ...['OnDemand', 'EuProfiles', 'EuDestinations'],
      ...['OnDemandEuWest1', 'EuProfilesEuWest1', 'EuDestinationsEuWest1', 'CountTokens', 'Listings'],
    ])
    expect(JSON.stringify(geoOnly)).not.toContain('us-east-1')
    const profile = 'arn:aws:bedrock:eu-west-1:*:inference-profile/eu.*'
    expect(geoOnly.find(({ Sid }) => Sid === 'EuProfilesEuWest1')?.Resource).toEqual([profile])
    expect(geoOnly.find(({ Sid }) => Sid === 'EuDestinationsEuWest1')?.Resource).toContain(
      'arn:aws:bedrock:eu-central-1::foundation-model/*',
    )
  })

  it('the policy may lead there, and names no statement twice', () => {
    const sids = withIreland().map(({ Sid }) => Sid)
    expect(sids).toEqual(expect.arrayContaining(['UsProfilesUsEast1', 'GlobalProfilesUsEast1', 'OnDemandEuWest1']))
    expect(new Set(sids).size).toBe(sids.length)
    expect(sids.join('')).toMatch(/^[A-Za-z0-9]+$/)
    expect(JSON.stringify(withIreland()).length).toBeLessThan(6_144)
  })
})

it('a global profile needs the model of no Region', () => {
  const { Statement } = leastPolicy(inRegion('eu-central-1'), policyWith(), 'aws')
  const { Resource = [] } = Statement.find(({ Sid }) => Sid === 'GlobalDestinations') ?? {}
  expect(Resource).toContain('arn:aws:bedrock:::foundation-model/*')
})

it('the models that the settings allow are all that may be invoked', () => {
  const policy = policyWith({ allowModels: ['anthropic.claude-*'] })
  const { Statement } = leastPolicy(inRegion('eu-central-1'), policy, 'aws')
  const resources = Statement.filter(({ Sid }) => Sid !== 'Listings').flatMap(({ Resource }) => Resource)
  expect(resources.filter((arn) => !arn.endsWith('anthropic.claude-*'))).toEqual([])
})

it('ARNs begin with the partition', () => {
  const text = JSON.stringify(leastPolicy(inRegion('us-gov-west-1'), policyWith(), 'aws-us-gov'))
  expect(text).not.toContain('arn:aws:')
})

it('fits into a managed policy', () => {
  for (const region of ['eu-central-1', 'us-east-1', 'ap-northeast-1', 'ap-south-1']) {
    expect(JSON.stringify(leastPolicy(inRegion(region), policyWith(), 'aws')).length).toBeLessThan(6_144)
  }
})
