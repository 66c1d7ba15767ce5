import { describe, expect, it } from 'vitest'
import { inFailoverOrder, optionsElsewhere } from '../../src/bedrock/failover-options.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { weighOptions } from '../../src/bedrock/weigh-options.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { policyWith } from '../fixtures/policy.ts'

const SNAPSHOT = loadSnapshot()
const SONNET = 'anthropic.claude-sonnet-4-6'

/** The IDs under which a model may be called in another Region. */
function elsewhere(from: string, to: string, policy: Partial<Policy> = {}, modelId = SONNET): string[] {
  const addressed = { catalog: catalogFromSnapshot(SNAPSHOT, from), policy: policyWith(policy), takesProfile: true }
  return optionsElsewhere(modelId, { addressed, there: catalogFromSnapshot(SNAPSHOT, to) }).map(({ id }) => id)
}

describe('In another Region a model may be called', () => {
  it('under its geographic profile first, then its global one, then on demand', () => {
    expect(elsewhere('eu-central-1', 'eu-west-1')).toEqual([`eu.${SONNET}`, `global.${SONNET}`])
    expect(elsewhere('eu-central-1', 'eu-west-2')).toEqual([`eu.${SONNET}`, `global.${SONNET}`, SONNET])
  })

  it('only with destinations that the addressed Region has, where the routing promises them', () => {
    const geoOnly = { routing: 'geo-only' } as const
    expect(elsewhere('eu-central-1', 'eu-west-1', geoOnly)).toEqual([`eu.${SONNET}`])
    expect(elsewhere('eu-west-2', 'eu-central-1', geoOnly)).toEqual([`eu.${SONNET}`])
    // London's own profile may lead to London, which no profile of Frankfurt's does.
    expect(elsewhere('eu-central-1', 'eu-west-2', geoOnly)).toEqual([])
    expect(elsewhere('eu-central-1', 'us-east-1', geoOnly)).toEqual([])
    expect(elsewhere('us-east-1', 'eu-central-1', geoOnly)).toEqual([])
  })

  it('nowhere where it has to stay in the Region itself', () => {
    expect(elsewhere('eu-west-2', 'eu-central-1', { routing: 'in-region-only' })).toEqual([])
    expect(elsewhere('eu-central-1', 'eu-west-2', { routing: 'in-region-only' })).toEqual([])
  })

  it('only where allow-destinations covers every destination, and the Region itself', () => {
    expect(elsewhere('eu-central-1', 'us-east-1', { allowDestinations: ['eu-*'] })).toEqual([])
    expect(elsewhere('eu-central-1', 'us-east-1', { allowDestinations: ['eu-*', 'us-*'] })).toEqual([`us.${SONNET}`])
    const butLondon = ['eu-central-*', 'eu-north-*', 'eu-south-*', 'eu-west-1', 'eu-west-3']
    expect(elsewhere('eu-central-1', 'eu-west-2', { allowDestinations: butLondon })).toEqual([])
    expect(elsewhere('eu-central-1', 'eu-west-1', { allowDestinations: butLondon })).toEqual([`eu.${SONNET}`])
  })

  it('under its global profile alone where the routing allows nothing else', () => {
    expect(elsewhere('eu-central-1', 'us-east-1', { routing: 'global-only' })).toEqual([`global.${SONNET}`])
  })

  it('never in another partition', () => {
    expect(elsewhere('us-east-1', 'us-gov-west-1', {}, 'amazon.nova-pro-v1:0')).toEqual([])
    expect(elsewhere('us-gov-west-1', 'us-east-1', {}, 'amazon.nova-pro-v1:0')).toEqual([])
    expect(
      elsewhere('us-gov-west-1', 'us-gov-east-1', { routing: 'geo-only' }, 'anthropic.claude-sonnet-4-5-20250929-v1:0'),
    ).not.toEqual([])
  })

  it('nowhere where that Region does not list it', () => {
    expect(elsewhere('eu-central-1', 'xx-nowhere-1')).toEqual([])
    expect(elsewhere('eu-central-1', 'eu-west-1', {}, 'nobody.knows-this')).toEqual([])
  })

  it('under the application profile of that Region that carries the tags, where its account is allowed', () => {
    const arn = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/p1'
    const there = {
      ...catalogFromSnapshot(SNAPSHOT, 'eu-west-1'),
      applicationProfiles: [{ ...applicationProfile({ tags: { team: 'search' } }), arn }],
    }
    const catalog = catalogFromSnapshot(SNAPSHOT, 'eu-central-1')
    const policy = policyWith({ applicationProfileTags: new Map([['team', 'search']]) })
    const ids = (given: Partial<Policy>) =>
      optionsElsewhere(SONNET, {
        addressed: { catalog, policy: { ...policy, ...given }, takesProfile: true },
        there,
      }).map(({ id }) => id)
    expect(ids({})[0]).toBe(arn)
    expect(ids({ allowAccounts: ['999999999999'] })).not.toContain(arn)
  })
})

it('Within a Region the order is the same, whatever the routing prefers', () => {
  const catalog = catalogFromSnapshot(SNAPSHOT, 'eu-west-2')
  const model = catalog.models.get(SONNET) as never
  const { chosen, others } = weighOptions(SONNET, model, undefined, { catalog, policy: policyWith() })
  expect(chosen?.id).toBe(SONNET)
  expect(inFailoverOrder([...others, chosen as never]).map(({ id }) => id)).toEqual([
    `eu.${SONNET}`,
    `global.${SONNET}`,
    SONNET,
  ])
})
