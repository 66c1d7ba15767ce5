import { describe, expect, it } from 'vitest'
import { type Journey, refusalOf } from '../../src/bedrock/policy.ts'
import type { Routing, Scope } from '../../src/bedrock/routing.ts'
import { policyWith } from '../fixtures/policy.ts'

describe('refusalOf, by the routing,', () => {
  it.each<[Routing, Scope, string | undefined]>([
    ['geo-first', 'global', undefined],
    ['geo-only', 'geographic', undefined],
    ['geo-only', 'global', 'routing geo-only allows no global profile'],
    ['global-only', 'geographic', 'routing global-only allows no geographic profile'],
    ['global-only', 'in-region', 'routing global-only allows no on-demand invocation in the Region'],
    ['in-region-only', 'geographic', 'routing in-region-only allows no geographic profile'],
  ])('judges under %s a journey that is %s', (routing, scope, why) => {
    expect(refusalOf(journey({ scope }), policyWith({ routing }))).toEqual(why && { rule: 'routing', why })
  })

  it('does not judge what has no scope', () => {
    expect(refusalOf(journey({ scope: undefined }), policyWith({ routing: 'global-only' }))).toBeUndefined()
  })

  it('is asked before the destinations', () => {
    const policy = policyWith({ routing: 'geo-only', allowDestinations: ['eu-*'] })
    expect(refusalOf(journey({ scope: 'global', reachesAnywhere: true }), policy)?.rule).toBe('routing')
  })
})

describe('refusalOf, by the destinations,', () => {
  it.each([
    [['eu-west-1'], ['eu-west-1']],
    [['eu-west-1', 'eu-north-1'], ['eu-*']],
    [
      ['eu-west-1', 'us-east-1'],
      ['eu-west-1', 'us-*'],
    ],
    [['us-gov-west-1'], ['us-gov-*']],
    [['ap-southeast-2'], ['ap-*-2']],
    [['us-east-1'], ['*']],
    [['us-east-1'], []],
  ])('lets a journey to %j pass where %j are allowed', (destinationRegions, allowDestinations) => {
    expect(refusalOf(journey({ destinationRegions }), policyWith({ allowDestinations }))).toBeUndefined()
  })

  it.each([
    [['eu-west-1', 'us-east-1'], ['eu-*'], 'us-east-1'],
    [['eu-west-1', 'eu-west-2'], ['eu-west-1'], 'eu-west-2'],
    [['eu-west-12'], ['eu-west-1'], 'eu-west-12'],
    [['us-gov-west-1', 'us-east-1'], ['ca-*'], 'us-gov-west-1, us-east-1'],
    [['eu-west-1'], ['eu.west.1'], 'eu-west-1'],
    [['eu-west-1'], ['EU-*'], 'eu-west-1'],
    [['eu-west-1'], [''], 'eu-west-1'],
    [['eu-west-1'], ['('], 'eu-west-1'],
    [['eu-west-1'], ['[a-z]*', '\\'], 'eu-west-1'],
  ])(
    'refuses a journey to %j where only %j are allowed, and names what is outside',
    (destinationRegions, allowed, out) => {
      expect(refusalOf(journey({ destinationRegions }), policyWith({ allowDestinations: allowed }))).toEqual({
        rule: 'allow-destinations',
        why: `allow-destinations ${allowed.join(', ')} does not cover ${out}`,
      })
    },
  )

  it('refuses what may be processed anywhere, however many Regions are allowed', () => {
    const policy = policyWith({ allowDestinations: ['us-*', 'eu-*', 'ap-*'] })
    const refusal = refusalOf(journey({ destinationRegions: ['us-east-1'], reachesAnywhere: true }), policy)
    expect(refusal?.why).toContain('does not cover every Region, and this ID may be processed in any')
  })

  it('lets what may be processed anywhere pass where everywhere is allowed', () => {
    expect(refusalOf(journey({ reachesAnywhere: true }), policyWith({ allowDestinations: ['*'] }))).toBeUndefined()
  })

  it('refuses a journey of which nobody knows where it leads', () => {
    const refusal = refusalOf(journey({ destinationRegions: [] }), policyWith({ allowDestinations: ['eu-*'] }))
    expect(refusal?.why).toContain('nobody knows in which Regions this ID is processed')
  })
})

function journey(given: Partial<Journey>): Journey {
  return { scope: 'geographic', destinationRegions: ['eu-west-1'], reachesAnywhere: false, ...given }
}
