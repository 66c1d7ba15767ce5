import { describe, expect, it } from 'vitest'
import { RESTING } from '../../../src/proxy/sending/cool-down.ts'
import { createMemory } from '../../../src/proxy/sending/memory.ts'
import { type StateSources, shapeState } from '../../../src/server/page/shape-state.ts'
import { createRequestHistory } from '../../../src/telemetry/request-history.ts'
import { PROFILE } from '../../fixtures/model-requests.ts'
import { policyWith } from '../../fixtures/policy.ts'
import { FRANKFURT } from '../../fixtures/start-frankfurt.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

describe('The state of the page', () => {
  it('says who the proxy is, where its knowledge is from and how much it has done', () => {
    const state = shapeState(sources())
    expect(state).toMatchObject({
      version: '1.2.3',
      region: 'eu-central-1',
      identity: { kind: 'credentials', from: 'keys of the environment', account: '…9012' },
      policy: { routing: 'geo-first', failover: 'off', repair: 'on', limits: {}, names: [] },
      catalogs: [{ region: 'eu-central-1', source: 'snapshot', asOf: FRANKFURT.asOf, problem: 'timeout' }],
      underWay: 3,
      seen: 0,
      capacity: 500,
      hour: [],
      learned: [],
    })
    expect(state.catalogs[0]?.models).toBe(FRANKFURT.models.size)
  })

  it('names the lists of the policy that hold something, each by its flag', () => {
    const { policy } = shapeState(
      sources({
        policy: policyWith({
          allowDestinations: ['eu-*'],
          denyModels: ['meta.*'],
          models: new Map([['sonnet', 'a.b']]),
        }),
      }),
    )
    expect(policy.limits).toEqual({ 'allow-destinations': ['eu-*'], 'deny-models': ['meta.*'] })
    expect(policy.names).toEqual([['sonnet', 'a.b']])
  })

  it('names no account and no ARN, wherever one stands', () => {
    const policy = policyWith({ allowAccounts: ['123456789012'], models: new Map([['sonnet', ARN]]) })
    const problems = { credentials: 'The role arn:aws:iam::123456789012:role/agent may not be assumed.' }
    const text = JSON.stringify(shapeState(sources({ policy, problems })))
    expect(text).not.toMatch(/arn:|12345678/)
    expect(text).toContain('…9012')
  })

  it('tells what was learned, until when, and in which Region', () => {
    const memory = createMemory(() => NOW)
    memory.learn(RESTING, PROFILE, true, 2_000)
    const { learned } = shapeState(sources({ regions: [{ region: 'eu-central-1', catalog: () => FRANKFURT, memory }] }))
    expect(learned).toEqual([
      { kind: 'cool-down', model: PROFILE, region: 'eu-central-1', until: '2026-11-29T12:00:02.000Z' },
    ])
  })
})

function sources(differing: Partial<StateSources> = {}): StateSources {
  return {
    facts: {
      version: '1.2.3',
      region: 'eu-central-1',
      tokenRequired: false,
      startedAt: '2026-11-29T11:00:00.000Z',
      isSimulated: false,
    },
    problems: {},
    identity: { kind: 'credentials', from: 'keys of the environment', account: '…9012' },
    policy: policyWith(),
    switches: { failover: 'off', repair: 'on' },
    regions: [{ region: 'eu-central-1', catalog: () => FRANKFURT, memory: createMemory() }],
    statuses: { 'eu-central-1': { source: 'snapshot', asOf: FRANKFURT.asOf, problem: 'timeout' } },
    underWay: 3,
    history: createRequestHistory(() => NOW),
    now: NOW,
    ...differing,
  }
}
