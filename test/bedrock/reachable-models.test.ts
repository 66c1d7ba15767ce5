import { describe, expect, it } from 'vitest'
import { isReachable } from '../../src/bedrock/catalog.ts'
import { findReachableModel, reachableModels } from '../../src/bedrock/reachable-models.ts'
import { BARE, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const idsUnder = (policy: ReturnType<typeof policyWith>) => reachableModels(FRANKFURT, policy).map(({ id }) => id)

describe('The models that can be reached', () => {
  it('are those that the Region can call, by their foundation model IDs', () => {
    const expected = [...FRANKFURT.models.values()].filter(isReachable).map(({ modelId }) => modelId)
    expect(idsUnder(policyWith())).toEqual(expected)
    expect(expected).toContain(BARE)
  })

  it('leave out what the policy refuses', () => {
    const inRegion = [...FRANKFURT.models.values()].filter(({ onDemand }) => onDemand).map(({ modelId }) => modelId)
    expect(idsUnder(policyWith({ routing: 'in-region-only' }))).toEqual(inRegion)
    expect(inRegion).not.toContain(BARE)
  })

  it('leave out a model that has ended', () => {
    const model = FRANKFURT.models.get(BARE)
    const ended = {
      ...FRANKFURT,
      models: new Map([[BARE, { ...model, hasEnded: true, onDemand: false, profiles: [] }]]),
    }
    expect(reachableModels(ended as unknown as typeof FRANKFURT, policyWith())).toEqual([])
  })

  it('begin with the names that the settings give to models', () => {
    const models = new Map([
      ['big', BARE],
      ['nothing', 'nobody.knows-this'],
    ])
    expect(reachableModels(FRANKFURT, policyWith({ models }))[0]).toEqual({
      id: 'big',
      name: 'Claude Sonnet 4.6',
      vendor: 'anthropic',
    })
    expect(idsUnder(policyWith({ models }))).not.toContain('nothing')
  })
})

describe('findReachableModel', () => {
  it.each([BARE, PROFILE, `us.${BARE}`, 'claude-sonnet-4-6', `arn:aws:bedrock:eu-central-1::foundation-model/${BARE}`])(
    'finds a model by %s',
    (name) => {
      expect(findReachableModel(name, FRANKFURT, policyWith())).toMatchObject({ id: BARE, vendor: 'anthropic' })
    },
  )

  it('finds nothing under a name that nobody knows, or that the policy refuses', () => {
    expect(findReachableModel('nobody.knows-this', FRANKFURT, policyWith())).toBeUndefined()
    expect(findReachableModel(BARE, FRANKFURT, policyWith({ routing: 'in-region-only' }))).toBeUndefined()
  })
})
