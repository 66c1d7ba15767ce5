import { expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { planRequest } from '../../src/proxy/plan-request.ts'
import type { RegionalParts, Upstream } from '../../src/proxy/proxy-parts.ts'
import { BARE, modelPath, PROFILE } from '../fixtures/model-requests.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const POLICY = policyWith()
const BY_PATH = { in: 'path', identifier: BARE } as const

function regionWith(catalog: () => Catalog): RegionalParts {
  const upstream = { host: 'runtime' } as Upstream
  return { region: 'eu-central-1', catalog, upstreams: { inference: upstream, relay: upstream } } as RegionalParts
}

function planning(target = modelPath('converse')) {
  let catalog = FRANKFURT
  const region = regionWith(() => catalog)
  return {
    region,
    replaceCatalog: () => {
      catalog = { ...FRANKFURT }
    },
    plan: (policy = POLICY, located: Parameters<typeof planRequest>[1] = BY_PATH, where = region) =>
      planRequest(matchOperation('POST', target), located, where, policy),
  }
}

it('decides where a request goes, under which identifier, on which path, and what the client is told of it', () => {
  const { plan, region } = planning()
  expect(plan()).toMatchObject({
    region,
    upstream: { host: 'runtime' },
    resolution: { requested: BARE, resolved: PROFILE },
    path: `/model/${encodeURIComponent(PROFILE)}/converse`,
    ownHeaders: expect.arrayContaining([PROFILE, BARE, 'geographic-profile']),
  })
})

it('is made once for the same target, catalog and policy', () => {
  const { plan } = planning()
  expect(plan()).toBe(plan())
})

it('holds no longer than its catalog, its policy and its Region', () => {
  const { plan, replaceCatalog } = planning()
  const first = plan()
  expect(plan(policyWith())).not.toBe(first)
  expect(plan()).not.toBe(first)
  const second = plan()
  replaceCatalog()
  expect(plan()).not.toBe(second)
  const third = plan()
  const elsewhere = regionWith(() => third.catalog)
  expect(plan(POLICY, BY_PATH, elsewhere).region).toBe(elsewhere)
})

it('refuses under a policy what another one lets through, as often as it is asked', () => {
  const { plan } = planning()
  plan()
  const refusing = policyWith({ denyModels: [BARE] })
  for (let i = 0; i < 2; i++) {
    expect(() => plan(refusing)).toThrow(expect.objectContaining({ code: 'policy-refused' }))
  }
  expect(plan().resolution?.resolved).toBe(PROFILE)
})

it('is one for each model that a body names, and keeps no more of them than somebody calls', () => {
  const { plan } = planning('/v1/messages')
  const inBody = (identifier: string) => {
    const span = { start: 0, end: 0, value: identifier }
    return plan(POLICY, { in: 'body', identifier, span })
  }
  expect(inBody(BARE)).not.toBe(inBody(PROFILE))
  const first = inBody(BARE)
  expect(inBody(BARE)).toBe(first)
  for (let i = 0; i < 100; i++) inBody(`made.up-${i}`)
  expect(inBody(BARE)).not.toBe(first)
  expect(inBody(BARE).path).toBe('/anthropic/v1/messages')
})
