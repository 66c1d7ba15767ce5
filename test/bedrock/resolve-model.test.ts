import { describe, expect, it } from 'vitest'
import type { Resolution } from '../../src/bedrock/resolution.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const SNAPSHOT = loadSnapshot()
const SONNET = 'anthropic.claude-sonnet-4-6'
const MODEL_ARN = `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`
const APPLICATION_ARN = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123'

describe('the Region table', () => {
  it.each([
    ['us-east-1', 'us'],
    ['us-east-2', 'us'],
    ['us-west-1', 'us'],
    ['us-west-2', 'us'],
    ['ca-central-1', 'us'],
    ['eu-central-1', 'eu'],
    ['eu-central-2', 'eu'],
    ['eu-north-1', 'eu'],
    ['eu-south-1', 'eu'],
    ['eu-south-2', 'eu'],
    ['eu-west-1', 'eu'],
    ['eu-west-3', 'eu'],
    ['ap-northeast-1', 'jp'],
    ['ap-northeast-3', 'jp'],
    ['ap-southeast-2', 'au'],
    ['ap-southeast-4', 'au'],
    ['ap-northeast-2', 'global'],
    ['ap-south-1', 'global'],
    ['sa-east-1', 'global'],
    ['af-south-1', 'global'],
    ['il-central-1', 'global'],
  ])('resolves the bare ID in %s to its %s profile', (region, geography) => {
    expect(resolve(SONNET, region)).toMatchObject({
      kind: 'profile',
      requested: SONNET,
      resolved: `${geography}.${SONNET}`,
      reason: geography === 'global' ? 'global-profile' : 'geographic-profile',
      geography,
    })
  })

  it('keeps the bare ID where it is on demand', () => {
    expect(resolve(SONNET, 'eu-west-2')).toMatchObject({ kind: 'unchanged', resolved: SONNET, reason: 'on-demand' })
  })
})

/** Requested, Region, kind, resolved, reason: one row per rule. */
const RULES: readonly [rule: string, requested: string, region: string, expected: object][] = [
  [
    'a foundation-model ARN of any Region is resolved like its bare ID',
    MODEL_ARN,
    'eu-central-1',
    { kind: 'profile', resolved: `eu.${SONNET}`, reason: 'geographic-profile' },
  ],
  [
    'a foundation-model ARN of this Region stays where the model is on demand',
    MODEL_ARN.replace('us-east-1', 'eu-west-2'),
    'eu-west-2',
    { kind: 'unchanged', reason: 'on-demand', destinationRegions: ['eu-west-2'] },
  ],
  [
    'a foundation-model ARN of another Region, which Bedrock would refuse, becomes the bare ID',
    MODEL_ARN,
    'eu-west-2',
    { kind: 'foundation-model', resolved: SONNET, reason: 'on-demand', destinationRegions: ['eu-west-2'] },
  ],
  [
    'a foundation-model ARN of an unknown model stays',
    'arn:aws:bedrock:us-east-1::foundation-model/acme.new',
    'us-east-1',
    { kind: 'unchanged', reason: 'unknown-model' },
  ],
  [
    'a foundation-model ARN that names a profile stays, for Bedrock to refuse',
    `arn:aws:bedrock:us-east-1::foundation-model/us.${SONNET}`,
    'eu-central-1',
    { kind: 'unchanged', reason: 'unknown-model' },
  ],
  [
    'a profile of the Region stays',
    `eu.${SONNET}`,
    'eu-central-1',
    { kind: 'unchanged', resolved: `eu.${SONNET}`, reason: 'profile-of-region', geography: 'eu' },
  ],
  [
    'a profile of the Region stays, also where a better one exists',
    `global.${SONNET}`,
    'eu-central-1',
    { kind: 'unchanged', resolved: `global.${SONNET}`, reason: 'profile-of-region', geography: 'global' },
  ],
  [
    'a profile of the Region stays, also where the bare ID is on demand',
    `eu.${SONNET}`,
    'eu-west-2',
    { kind: 'unchanged', resolved: `eu.${SONNET}`, reason: 'profile-of-region' },
  ],
  [
    'us. from eu-central-1 is resolved again',
    `us.${SONNET}`,
    'eu-central-1',
    { kind: 'profile', resolved: `eu.${SONNET}`, reason: 'foreign-geography', geography: 'eu' },
  ],
  [
    'apac. from ap-southeast-2 is resolved again',
    `apac.${SONNET}`,
    'ap-southeast-2',
    { kind: 'profile', resolved: `au.${SONNET}`, reason: 'foreign-geography', geography: 'au' },
  ],
  [
    'apac. from ap-northeast-2 is resolved to the global profile',
    `apac.${SONNET}`,
    'ap-northeast-2',
    { kind: 'profile', resolved: `global.${SONNET}`, reason: 'foreign-geography' },
  ],
  [
    "another tool's invented geography is resolved again",
    `sa.${SONNET}`,
    'sa-east-1',
    { kind: 'profile', resolved: `global.${SONNET}`, reason: 'foreign-geography' },
  ],
  [
    'a foreign profile becomes the bare ID where that is on demand',
    `us.${SONNET}`,
    'eu-west-2',
    { kind: 'foundation-model', resolved: SONNET, reason: 'foreign-geography', geography: undefined },
  ],
  [
    'a prefix before a model that is only on demand goes',
    'us.amazon.titan-embed-text-v2:0',
    'eu-central-1',
    { kind: 'foundation-model', resolved: 'amazon.titan-embed-text-v2:0', reason: 'foreign-geography' },
  ],
  [
    'two prefixes are no better than one',
    `us.us.${SONNET}`,
    'us-east-1',
    { kind: 'profile', resolved: `us.${SONNET}`, reason: 'foreign-geography' },
  ],
  [
    'a model that the Region cannot reach stays',
    'amazon.nova-premier-v1:0',
    'eu-central-1',
    { kind: 'unchanged', resolved: 'amazon.nova-premier-v1:0', reason: 'not-in-region' },
  ],
  [
    'a profile of a model that the Region cannot reach stays',
    'us.amazon.nova-premier-v1:0',
    'eu-central-1',
    { kind: 'unchanged', resolved: 'us.amazon.nova-premier-v1:0', reason: 'not-in-region' },
  ],
  ['an unknown ID stays', 'acme.new-v1:0', 'eu-central-1', { kind: 'unchanged', reason: 'unknown-model' }],
  [
    'an inference-profile ARN stays, of whichever Region it is',
    `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.${SONNET}`,
    'eu-central-1',
    { kind: 'unchanged', reason: 'arn' },
  ],
  ['an application inference profile stays', APPLICATION_ARN, 'eu-central-1', { kind: 'unchanged', reason: 'arn' }],
  [
    'a SageMaker endpoint stays',
    'arn:aws:sagemaker:us-east-1:1:endpoint/e',
    'us-east-1',
    { kind: 'unchanged', reason: 'arn' },
  ],
  ['of an unknown Region nothing is known', SONNET, 'xx-nowhere-1', { kind: 'unchanged', reason: 'unknown-region' }],
]

describe('the rules of resolution', () => {
  it.each(RULES)('%s', (_, requested, region, expected) => {
    expect(resolve(requested, region)).toMatchObject({ requested, ...expected })
  })

  it.each(RULES.filter(([, , , expected]) => 'kind' in expected && expected.kind === 'unchanged'))(
    '%s: what is unchanged goes upstream letter for letter',
    (_, requested, region) => {
      expect(resolve(requested, region)).toMatchObject({ resolved: requested })
    },
  )
})

describe('the operations that want a foundation model ID', () => {
  it.each([
    [SONNET, SONNET, 'unchanged'],
    [`eu.${SONNET}`, SONNET, 'foundation-model'],
    [`us.${SONNET}`, SONNET, 'foundation-model'],
    [`global.${SONNET}`, SONNET, 'foundation-model'],
    [MODEL_ARN, SONNET, 'foundation-model'],
    [MODEL_ARN.replace('us-east-1', 'eu-central-1'), MODEL_ARN.replace('us-east-1', 'eu-central-1'), 'unchanged'],
  ])('send %s as %s', (requested, resolved, kind) => {
    const resolution = resolve(requested, 'eu-central-1', { takesProfile: false })
    expect(resolution).toMatchObject({ kind, resolved, reason: 'takes-foundation-model', geography: undefined })
  })

  it.each([APPLICATION_ARN, 'acme.new-v1:0', 'us.acme.new-v1:0'])('leave %s as it is', (requested) => {
    const resolution = resolve(requested, 'eu-central-1', { takesProfile: false })
    expect(resolution).toMatchObject({ kind: 'unchanged', resolved: requested })
  })
})

/** Nova Lite in us-east-1 is on demand and has a profile; Sonnet 4.6 in eu-west-2 is on demand and has two. */
describe('the routing', () => {
  it.each<[Routing, string, string, string]>([
    ['geo-first', SONNET, 'eu-central-1', `eu.${SONNET}`],
    ['geo-only', SONNET, 'eu-central-1', `eu.${SONNET}`],
    ['global-first', SONNET, 'eu-central-1', `global.${SONNET}`],
    ['global-only', SONNET, 'eu-central-1', `global.${SONNET}`],
    ['geo-first', SONNET, 'eu-west-2', SONNET],
    ['geo-only', SONNET, 'eu-west-2', SONNET],
    ['in-region-only', SONNET, 'eu-west-2', SONNET],
    ['global-first', SONNET, 'eu-west-2', SONNET],
    ['global-only', SONNET, 'eu-west-2', `global.${SONNET}`],
    ['global-first', MODEL_ARN, 'eu-west-2', SONNET],
    ['global-only', MODEL_ARN, 'eu-west-2', `global.${SONNET}`],
    ['global-first', `eu.${SONNET}`, 'eu-central-1', `eu.${SONNET}`],
    ['global-only', `eu.${SONNET}`, 'eu-central-1', `global.${SONNET}`],
    ['geo-only', `global.${SONNET}`, 'eu-central-1', `eu.${SONNET}`],
    ['in-region-only', `eu.${SONNET}`, 'eu-west-2', SONNET],
    ['global-first', `us.${SONNET}`, 'eu-west-2', `global.${SONNET}`],
    ['global-first', 'amazon.nova-lite-v1:0', 'us-east-1', 'amazon.nova-lite-v1:0'],
    ['global-first', 'amazon.nova-premier-v1:0', 'us-east-1', 'us.amazon.nova-premier-v1:0'],
  ])('%s sends %s from %s as %s', (routing, requested, region, resolved) => {
    expect(resolve(requested, region, { routing })).toMatchObject({ requested, resolved })
  })

  it('is the reason where it replaces a profile that the Region has', () => {
    const resolution = resolve(`global.${SONNET}`, 'eu-central-1', { routing: 'geo-only' })
    expect(resolution).toMatchObject({ kind: 'profile', reason: 'routing', geography: 'eu' })
  })

  it.each<[Routing, string, string, string]>([
    ['geo-only', SONNET, 'sa-east-1', `global.${SONNET}`],
    ['in-region-only', SONNET, 'eu-central-1', `eu.${SONNET}`],
    ['global-only', 'amazon.nova-premier-v1:0', 'us-east-1', 'us.amazon.nova-premier-v1:0'],
    ['global-only', 'amazon.rerank-v1:0', 'us-west-2', 'amazon.rerank-v1:0'],
    ['geo-only', 'global.acme.new-v1:0', 'eu-central-1', 'global.acme.new-v1:0'],
    ['global-only', 'us.acme.new-v1:0', 'us-east-1', 'us.acme.new-v1:0'],
    ['in-region-only', 'eu.acme.new-v1:0', 'eu-central-1', 'eu.acme.new-v1:0'],
    ['geo-only', 'global.amazon.nova-premier-v1:0', 'eu-central-1', 'global.amazon.nova-premier-v1:0'],
    [
      'geo-only',
      `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/global.${SONNET}`,
      'eu-central-1',
      `global.${SONNET}`,
    ],
    ['geo-only', `GLOBAL.${SONNET}`, 'eu-central-1', `GLOBAL.${SONNET}`],
    ...[
      `foundation-model/global.${SONNET}`,
      `inference-profile/GLOBAL.${SONNET}`,
      `inference-profile/x/global.${SONNET}`,
      `Inference-Profile:global.${SONNET}`,
      `application-inference-profile/global.${SONNET}`,
    ].map((resource): [Routing, string, string, string] => [
      'geo-only',
      `arn:aws:bedrock:eu-central-1:123456789012:${resource}`,
      'eu-central-1',
      resource,
    ]),
  ])('%s refuses %s from %s and names %s', (routing, requested, region, named) => {
    const resolution = resolve(requested, region, { routing })
    expect(resolution).toMatchObject({ kind: 'refused', requested })
    expect(resolution.kind === 'refused' && resolution.why).toContain(`(routing ${routing} allows no `)
    expect(resolution.kind === 'refused' && resolution.why).toContain(named)
  })

  it.each<Routing>(['geo-first', 'geo-only'])('%s prefers the national profile to the geographic one', (routing) => {
    expect(resolve('amazon.nova-lite-v1:0', 'ca-central-1', { routing })).toMatchObject({
      resolved: 'ca.amazon.nova-lite-v1:0',
    })
  })
})

describe('a model that AWS says has ended', () => {
  const catalog = catalogFromSnapshot(SNAPSHOT, 'eu-central-1')
  const models = new Map(
    [...catalog.models].map(([modelId, model]) => [modelId, { ...model, hasEnded: true as const }]),
  )

  it.each([SONNET, `eu.${SONNET}`, 'claude-sonnet-4-6'])('goes untouched as %s, for Bedrock to say so', (requested) => {
    const resolution = resolveModel(requested, {
      catalog: { ...catalog, models },
      policy: policyWith(),
      takesProfile: true,
    })
    expect(resolution).toMatchObject({ kind: 'unchanged', resolved: requested, reason: 'end-of-life' })
    expect(resolution.candidates).toEqual([
      { id: SONNET, accepted: false, why: 'AWS says that the model has reached the end of its life' },
    ])
  })
})

describe('a Region that nobody has listed', () => {
  it('tries the global profile of a model, where the policy allows it', () => {
    const catalog = catalogFromSnapshot(SNAPSHOT, 'me-west-1')
    const resolveUnder = (routing: Routing) =>
      resolveModel(SONNET, { catalog, policy: policyWith({ routing }), takesProfile: true })
    const onTrial = [expect.objectContaining({ id: `global.${SONNET}`, geography: 'global', reachesAnywhere: true })]
    expect(resolveUnder('geo-first')).toMatchObject({ resolved: SONNET, reason: 'unknown-region', others: onTrial })
    expect(resolveUnder('geo-only')).toMatchObject({ resolved: SONNET, reason: 'unknown-region', others: [] })
    expect(resolveUnder('in-region-only')).toMatchObject({ resolved: SONNET, others: [] })
  })
})

function resolve(
  requested: string,
  region: string,
  { routing = 'geo-first', takesProfile = true }: { routing?: Routing; takesProfile?: boolean } = {},
): Resolution {
  return resolveModel(requested, {
    catalog: catalogFromSnapshot(SNAPSHOT, region),
    policy: policyWith({ routing }),
    takesProfile,
  })
}

it('reads what a name is mapped to as it reads what a client sends, so that resolving twice changes nothing', () => {
  const catalog = catalogFromSnapshot(SNAPSHOT, 'us-east-1')
  const policy = policyWith({ models: new Map([['fast', 'amazon.nova-lite-v1:0:24k']]) })
  for (const takesProfile of [true, false]) {
    const context = { catalog, policy, takesProfile }
    const first = resolveModel('fast', context)
    expect(first).toMatchObject({ reason: 'configured', resolved: 'amazon.nova-lite-v1:0' })
    expect(resolveModel('amazon.nova-lite-v1:0', context)).toMatchObject({ resolved: 'amazon.nova-lite-v1:0' })
  }
})
