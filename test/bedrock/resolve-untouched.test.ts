import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { journeyOfProfile, journeyWithoutProfiles, resolveUntouched } from '../../src/bedrock/resolve-untouched.ts'
import { policyWith } from '../fixtures/policy.ts'

const ACCOUNT = 'arn:aws:bedrock:eu-west-1:123456789012'
const WITHIN_EU = `${ACCOUNT}:application-inference-profile/within`
const ANYWHERE = `${ACCOUNT}:application-inference-profile/anywhere`
const UNLISTED = `${ACCOUNT}:application-inference-profile/unlisted`

const EU = { id: 'eu.a.m', geography: 'eu', destinationRegions: ['eu-west-1', 'eu-west-3'], reachesAnywhere: false }
const GLOBAL = { id: 'global.a.m', geography: 'global', destinationRegions: ['eu-west-1'], reachesAnywhere: true }
const KOREAN = { id: 'kr.a.m', geography: 'kr', destinationRegions: ['ap-northeast-2'], reachesAnywhere: false }
const CATALOG: Catalog = {
  region: 'eu-west-1',
  source: 'live',
  asOf: '2026-01-01',
  models: new Map([['a.m', { modelId: 'a.m', name: 'M', onDemand: false, profiles: [EU, KOREAN, GLOBAL] }]]),
  applicationProfiles: [
    { ...EU, arn: WITHIN_EU, name: 'within', modelId: 'a.m', tags: {} },
    { ...GLOBAL, arn: ANYWHERE, name: 'anywhere', modelId: 'a.m', tags: {} },
  ],
}

const EVERYTHING_ELSE = [
  `${ACCOUNT}:provisioned-model/abc`,
  `${ACCOUNT}:custom-model/a.m/abc`,
  `${ACCOUNT}:custom-model-deployment/abc`,
  `${ACCOUNT}:imported-model/abc`,
  'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/my-endpoint',
  'arn:aws:bedrock:eu-west-1::foundation-model/acme.new',
]
const MAY_LEAD_ANYWHERE = [
  UNLISTED,
  `${ACCOUNT}:inference-profile/eu.acme.new`,
  'arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.a.m',
  `${ACCOUNT}:prompt-router/abc`,
  `${ACCOUNT}:default-prompt-router/a.m:1`,
  `${ACCOUNT}:prompt/ABC:1`,
  'arn:aws:bedrock:eu-west-1::foundation-model/eu.acme.new',
  'arn:aws:bedrock:eu-west-1:1:Provisioned-Model:abc',
  'arn:',
]

describe('resolveUntouched', () => {
  it.each([...EVERYTHING_ELSE, ...MAY_LEAD_ANYWHERE, WITHIN_EU, ANYWHERE, 'acme.new', 'eu.acme.new', ''])(
    'sends "%s" as it is',
    (identifier) => {
      expect(untouched(identifier)).toMatchObject({ kind: 'unchanged', resolved: identifier, reason: 'arn' })
    },
  )

  it.each([
    [WITHIN_EU, EU.destinationRegions, undefined],
    [ANYWHERE, GLOBAL.destinationRegions, undefined],
    [`${ACCOUNT}:inference-profile/eu.a.m`, EU.destinationRegions, 'eu'],
  ])('knows where %s leads, as the catalog lists it', (arn, destinationRegions, geography) => {
    expect(untouched(arn)).toMatchObject({ modelId: 'a.m', destinationRegions, geography })
  })

  it.each([UNLISTED, 'acme.new'])('does not make up where %s leads', (identifier) => {
    expect(untouched(identifier)).toMatchObject({ modelId: undefined, destinationRegions: [] })
  })
})

describe('resolveUntouched, where destinations are restricted,', () => {
  it.each([...EVERYTHING_ELSE, 'acme.new', 'a.new-1.5', WITHIN_EU, `${ACCOUNT}:inference-profile/eu.a.m`])(
    'lets %s pass, which stays within them',
    (identifier) => {
      expect(untouched(identifier, { allowDestinations: ['eu-*'] })).toMatchObject({ kind: 'unchanged' })
    },
  )

  it.each(EVERYTHING_ELSE)('judges %s by its own Region', (arn) => {
    expect(untouched(arn, { allowDestinations: ['us-*'] })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('(allow-destinations us-* does not cover eu-west-1)'),
    })
    expect(untouched(arn.replace('eu-west-1', 'us-east-1'), { allowDestinations: ['us-*'] })).toMatchObject({
      kind: 'unchanged',
    })
  })

  it.each([...MAY_LEAD_ANYWHERE, 'eu.acme.new', 'EU.acme.new', 'kr.newcomer.m'])(
    'refuses %s, of which nobody knows where it leads',
    (identifier) => {
      expect(untouched(identifier, { allowDestinations: ['eu-*', 'us-*'] })).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('nobody knows in which Regions this ID is processed'),
        candidates: [{ id: identifier, accepted: false }],
      })
    },
  )

  it.each([ANYWHERE, `${ACCOUNT}:inference-profile/global.a.m`, 'global.acme.new', 'GLOBAL.acme.new'])(
    'refuses %s, which may be processed anywhere',
    (identifier) => {
      expect(untouched(identifier, { allowDestinations: ['eu-*'] })).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('this ID may be processed in any'),
      })
    },
  )

  it('judges an unlisted ID by the Region that is called', () => {
    expect(untouched('acme.new', { allowDestinations: ['us-*'] })).toMatchObject({ kind: 'refused' })
  })
})

describe('resolveUntouched, under a routing,', () => {
  it.each([
    ['geo-only', ANYWHERE],
    ['geo-only', `${ACCOUNT}:inference-profile/global.a.m`],
    ['geo-only', 'eu.global.acme.new'],
    ['geo-only', 'us.acme.new'],
    ['global-only', WITHIN_EU],
    ['in-region-only', `${ACCOUNT}:inference-profile/eu.a.m`],
    ['in-region-only', 'eu.acme.new'],
  ] as const)('%s refuses %s', (routing, identifier) => {
    expect(untouched(identifier, { routing })).toMatchObject({ kind: 'refused' })
  })

  const STAYS = ['acme.new', 'a.new-1.5', WITHIN_EU, ...EVERYTHING_ELSE]

  it.each(STAYS)('lets %s pass, which stays within the geography', (identifier) => {
    expect(untouched(identifier, { routing: 'geo-only' })).toMatchObject({ kind: 'unchanged' })
  })

  const NOBODY_CAN_PLACE = [
    UNLISTED,
    `${ACCOUNT}:inference-profile/eu.acme.new`,
    `${ACCOUNT}:inference-profile/acme.new`,
    `${ACCOUNT}:prompt-router/abc`,
    `${ACCOUNT}:default-prompt-router/anthropic.claude:1`,
    `${ACCOUNT}:prompt/ABC:1`,
    `${ACCOUNT}:something-new/abc`,
    'eu.acme.new',
    'EU.acme.new',
    'kr.acme.new',
    'mx.anthropic.claude-new-9',
    'arn:aws:bedrock:eu-west-1::foundation-model/mx.anthropic.claude-new-9',
    'xx-future.acme.new',
    'arn:',
  ]

  it.each(NOBODY_CAN_PLACE)('refuses %s where a routing promises that data stays, and there alone', (identifier) => {
    for (const routing of ['geo-only', 'in-region-only'] as const) {
      expect(untouched(identifier, { routing })).toMatchObject({
        kind: 'refused',
        why: expect.stringMatching(/routing (geo|in-region)-only allows no/),
      })
    }
    for (const routing of ['geo-first', 'global-first'] as const) {
      expect(untouched(identifier, { routing })).toMatchObject({ kind: 'unchanged' })
    }
  })

  it('lets an ARN pass that the settings name, but nothing that is known to leave', () => {
    const named = (arn: string) => ({ routing: 'geo-only', models: new Map([['fast', arn]]) }) as const
    for (const arn of [UNLISTED, `${ACCOUNT}:prompt-router/abc`]) {
      expect(untouched(arn, named(arn))).toMatchObject({ kind: 'unchanged' })
      expect(untouched(arn, { ...named(arn), allowDestinations: ['eu-*'] })).toMatchObject({ kind: 'refused' })
    }
    for (const id of [ANYWHERE, `${ACCOUNT}:inference-profile/global.acme.new`, 'mx.anthropic.claude-new-9']) {
      expect(untouched(id, named(id))).toMatchObject({ kind: 'refused' })
    }
  })

  it('keeps the candidates that were weighed before, and names none twice', () => {
    const candidates = [
      { id: 'a.m', accepted: false, why: 'not on demand in eu-west-1' },
      { id: 'global.a.n', accepted: false, why: 'not callable from eu-west-1' },
    ]
    const facts = { requested: 'global.a.n', resolved: 'global.a.n', reason: 'not-in-region', candidates } as const
    const context = { catalog: CATALOG, policy: policyWith({ routing: 'geo-only' }), takesProfile: true }
    expect(resolveUntouched(facts, context).candidates).toEqual([
      candidates[0],
      { id: 'global.a.n', accepted: false, why: 'routing geo-only allows no global profile' },
    ])
  })
})

describe('journeyWithoutProfiles', () => {
  it.each(['a.m', 'acme.new', 'acme.new-1.5', 'gpt'])('believes that %s stays in the Region that is called', (id) => {
    expect(journeyWithoutProfiles(id, CATALOG)).toMatchObject({ scope: undefined, destinationRegions: ['eu-west-1'] })
  })

  it.each([
    ['global.acme.new', 'global'],
    ['eu.acme.new', 'unknown'],
    ['kr.acme.new', 'unknown'],
    ['mx.acme.new', 'unknown'],
    ['US-GOV.acme.new', 'unknown'],
  ])('does not, of %s', (id, scope) => {
    expect(journeyWithoutProfiles(id, CATALOG)).toMatchObject({ scope, destinationRegions: [] })
  })
})

describe('journeyOfProfile', () => {
  it.each([
    [WITHIN_EU, { modelId: 'a.m', scope: 'geographic', geography: undefined }],
    [ANYWHERE, { modelId: 'a.m', scope: 'global', reachesAnywhere: true }],
    [`${ACCOUNT}:inference-profile/global.a.m`, { modelId: 'a.m', scope: 'global', geography: 'global' }],
  ])('knows %s', (arn, journey) => {
    expect(journeyOfProfile(arn, CATALOG)).toMatchObject(journey)
  })

  it.each([UNLISTED, 'eu.a.m', `${ACCOUNT}:provisioned-model/eu.a.m`, `${WITHIN_EU}/x`])('does not know %s', (arn) => {
    expect(journeyOfProfile(arn, CATALOG)).toBeUndefined()
  })
})

function untouched(identifier: string, policy: Partial<Policy> = {}) {
  return resolveUntouched(
    { requested: identifier, resolved: identifier, reason: 'arn' },
    { catalog: CATALOG, policy: policyWith(policy), takesProfile: true },
  )
}
