import { describe, expect, it } from 'vitest'
import type { ApplicationProfile, Catalog } from '../../src/bedrock/catalog.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const OPUS = 'anthropic.claude-opus-4-6-v1'
const ACCOUNT = 'arn:aws:bedrock:eu-central-1:123456789012'
const SEARCH = applicationProfile('search', SONNET, { team: 'search' })
const SEARCH_TOO = applicationProfile('search2', SONNET, { team: 'search', stage: 'test' })
const BILLING = applicationProfile('billing', SONNET, { team: 'billing' })
const ANYWHERE: ApplicationProfile = {
  ...applicationProfile('anywhere', OPUS, { team: 'search' }),
  reachesAnywhere: true,
}
const UNLISTED = `${ACCOUNT}:application-inference-profile/unlisted`
const PROVISIONED = `${ACCOUNT}:provisioned-model/abc`

describe('what models: maps', () => {
  it.each([
    ['a name that means nothing else to a profile ID', 'fast', `global.${SONNET}`, 'fast', `global.${SONNET}`],
    ['a name to a foundation model ID, which is resolved', 'fast', SONNET, 'fast', `eu.${SONNET}`],
    ['a name to a profile ID of elsewhere, which is resolved', 'fast', `us.${SONNET}`, 'fast', `eu.${SONNET}`],
    ["a name to the vendor's own, which is resolved", 'fast', 'claude-sonnet-4-6', 'fast', `eu.${SONNET}`],
    ['a name to an ARN', 'fast', SEARCH.arn, 'fast', SEARCH.arn],
    ['a name to an ARN that nobody listed', 'fast', UNLISTED, 'fast', UNLISTED],
    ['a name to an ID that nobody listed', 'fast', 'acme.new', 'fast', 'acme.new'],
    ['an ARN to another', PROVISIONED, SEARCH.arn, PROVISIONED, SEARCH.arn],
    ['one model to another', SONNET, OPUS, SONNET, `eu.${OPUS}`],
    ['a name under its marker', 'fast', SEARCH.arn, 'fast[1m]', SEARCH.arn],
    ['a name with a marker', 'fast[1m]', SEARCH.arn, 'fast[1m]', SEARCH.arn],
    ['a name to an ID with a marker, which Bedrock does not have', 'fast', `${SONNET}[1m]`, 'fast', `eu.${SONNET}`],
    ...[SONNET, `eu.${SONNET}`, `us.${SONNET}`, 'claude-sonnet-4-6', `${SONNET}-v1:0`, `${SONNET}[1m]`].map(
      (requested) => [`the model that ${requested} means`, SONNET, SEARCH.arn, requested, SEARCH.arn],
    ),
    [
      'the model that an ARN means',
      SONNET,
      SEARCH.arn,
      `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`,
      SEARCH.arn,
    ],
  ])('%s', (_, name, target, requested, resolved) => {
    expect(resolve(requested, { models: new Map([[name, target]]) })).toMatchObject({
      requested,
      resolved,
      kind: resolved === 'acme.new' ? 'foundation-model' : 'profile',
      reason: 'configured',
      isConfigured: true,
    })
  })

  it('prefers the exact name to the model that it means', () => {
    const models = new Map([
      [SONNET, SEARCH.arn],
      ['claude-sonnet-4-6', BILLING.arn],
    ])
    expect(resolve('claude-sonnet-4-6', { models })).toMatchObject({ resolved: BILLING.arn })
    expect(resolve(`us.${SONNET}`, { models })).toMatchObject({ resolved: SEARCH.arn })
  })

  it('is not mapped again', () => {
    const models = new Map([
      ['fast', SONNET],
      [SONNET, OPUS],
    ])
    expect(resolve('fast', { models })).toMatchObject({ resolved: `eu.${SONNET}` })
    expect(resolve(SONNET, { models })).toMatchObject({ resolved: `eu.${OPUS}` })
  })

  it('may map a model to itself', () => {
    expect(resolve(SONNET, { models: new Map([[SONNET, SONNET]]) })).toMatchObject({ resolved: `eu.${SONNET}` })
  })

  it('leaves other models alone', () => {
    const models = new Map([[SONNET, SEARCH.arn]])
    expect(resolve(OPUS, { models })).toMatchObject({ resolved: `eu.${OPUS}`, isConfigured: false })
    expect(resolve(PROVISIONED, { models })).toMatchObject({ resolved: PROVISIONED, isConfigured: false })
  })

  it('says where an ARN of the account leads', () => {
    expect(resolve('fast', { models: new Map([['fast', SEARCH.arn]]) })).toMatchObject({
      kind: 'profile',
      modelId: SONNET,
      destinationRegions: SEARCH.destinationRegions,
    })
  })

  it.each([
    ['geo-only', { routing: 'geo-only', models: new Map([['fast', ANYWHERE.arn]]) }, ANYWHERE.arn],
    ['its destinations', { allowDestinations: ['us-*'], models: new Map([['fast', SEARCH.arn]]) }, SEARCH.arn],
    ['destinations, if unlisted', { allowDestinations: ['eu-*'], models: new Map([['fast', UNLISTED]]) }, UNLISTED],
    ['in-region-only', { routing: 'in-region-only', models: new Map([['fast', SONNET]]) }, `eu.${SONNET}`],
  ] as const)('obeys the policy: %s', (_, policy, named) => {
    expect(resolve('fast', policy)).toMatchObject({
      kind: 'refused',
      requested: 'fast',
      why: expect.stringContaining(named),
    })
  })

  it('is an error where it can mean two models', () => {
    expect(resolve('fast', { models: new Map([['fast', 'titan-embed-text']]) }, 'us-east-1')).toMatchObject({
      kind: 'ambiguous',
      requested: 'fast',
    })
  })
})

describe('what models: maps, for an operation that takes no profile,', () => {
  it.each([
    ['the model that a listed profile leads to', 'fast', SEARCH.arn, 'fast', SONNET],
    ['that also where the name means another', OPUS, SEARCH.arn, OPUS, SONNET],
    ['the model that the name means', SONNET, UNLISTED, SONNET, SONNET],
    ["the model that the vendor's name means", 'claude-sonnet-4-6', UNLISTED, 'claude-sonnet-4-6', SONNET],
    ['the model that the marked name means', SONNET, UNLISTED, `us.${SONNET}[1m]`, SONNET],
    ['the model of a profile ID', 'fast', `global.${SONNET}`, 'fast', SONNET],
    ['the model of a profile ARN', 'fast', `${ACCOUNT}:inference-profile/eu.${SONNET}`, 'fast', SONNET],
    ['an unlisted profile of a name that means nothing', 'fast', UNLISTED, 'fast', UNLISTED],
    ['a provisioned model, which is no profile', SONNET, PROVISIONED, SONNET, PROVISIONED],
  ])('is %s', (_, name, target, requested, resolved) => {
    const policy = policyWith({ models: new Map([[name, target]]) })
    expect(resolveModel(requested, { catalog: catalogOf(), policy, takesProfile: false })).toMatchObject({
      requested,
      resolved,
    })
  })

  it('is judged by the Region that is called', () => {
    const context = { catalog: catalogOf(), takesProfile: false }
    const models = new Map([[SONNET, ANYWHERE.arn]])
    const allowed = policyWith({ models, allowDestinations: ['eu-central-1'] })
    expect(resolveModel(SONNET, { ...context, policy: allowed })).toMatchObject({ resolved: OPUS })
    const refusing = policyWith({ models, allowDestinations: ['eu-west-1'] })
    expect(resolveModel(SONNET, { ...context, policy: refusing })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('does not cover eu-central-1'),
    })
  })
})

describe('the application profile with the tags of the settings', () => {
  const tagged = (tags: Record<string, string>) => ({ applicationProfileTags: new Map(Object.entries(tags)) })

  it.each([SONNET, `eu.${SONNET}`, `global.${SONNET}`, `us.${SONNET}`, 'claude-sonnet-4-6'])(
    'goes for %s',
    (requested) => {
      expect(resolve(requested, tagged({ team: 'billing' }))).toMatchObject({
        kind: 'profile',
        resolved: BILLING.arn,
        reason: 'application-profile',
        modelId: SONNET,
        destinationRegions: BILLING.destinationRegions,
      })
    },
  )

  it('is the one that carries every tag', () => {
    expect(resolve(SONNET, tagged({ team: 'search', stage: 'test' }))).toMatchObject({ resolved: SEARCH_TOO.arn })
  })

  it('is an error that names both where two carry them', () => {
    const resolution = resolve(SONNET, tagged({ team: 'search' }))
    expect(resolution).toMatchObject({ kind: 'ambiguous', candidates: [{ id: SEARCH.arn }, { id: SEARCH_TOO.arn }] })
    expect('why' in resolution && resolution.why).toContain(`${SEARCH.arn} or ${SEARCH_TOO.arn}`)
  })

  it.each([
    [OPUS, 'no-application-profile'],
    [`eu.${OPUS}`, 'no-application-profile'],
    [`us.${OPUS}`, 'foreign-geography'],
  ])(
    'is missed by the reason, unless another profile was asked for, where none carries them: %s',
    (requested, reason) => {
      expect(resolve(requested, tagged({ team: 'billing' }))).toMatchObject({ resolved: `eu.${OPUS}`, reason })
    },
  )

  it('is missed in a candidate where none carries them', () => {
    const resolution = resolve(OPUS, tagged({ team: 'billing' }))
    expect(resolution.candidates.at(-1)).toMatchObject({
      accepted: false,
      why: 'no application profile of this model carries the tags team=billing',
    })
  })

  it.each(['__proto__', 'constructor', 'toString'])('is not found by the tag %s, which no profile has', (key) => {
    expect(resolve(SONNET, tagged({ [`${key}`]: 'x' }))).toMatchObject({ resolved: `eu.${SONNET}` })
  })

  it('is not taken where the policy refuses it, and the candidates say so', () => {
    const resolution = resolve(OPUS, { ...tagged({ team: 'search' }), routing: 'geo-only' })
    expect(resolution).toMatchObject({ resolved: `eu.${OPUS}` })
    expect(resolution.candidates).toContainEqual({
      id: ANYWHERE.arn,
      accepted: false,
      why: 'routing geo-only allows no global profile',
    })
  })

  it('is named among what is refused', () => {
    const resolution = resolve(SONNET, { ...tagged({ team: 'billing' }), allowDestinations: ['us-*'] })
    expect(resolution).toMatchObject({ kind: 'refused' })
    for (const id of [BILLING.arn, `eu.${SONNET}`, `global.${SONNET}`]) {
      expect('why' in resolution && resolution.why).toContain(`${id} (allow-destinations us-* does not cover`)
    }
  })

  it('does not go where an operation takes no profile', () => {
    const policy = policyWith(tagged({ team: 'billing' }))
    expect(resolveModel(SONNET, { catalog: catalogOf(), policy, takesProfile: false })).toMatchObject({
      resolved: SONNET,
      reason: 'takes-foundation-model',
    })
  })

  it('gives way to what models: says', () => {
    const policy = { ...tagged({ team: 'billing' }), models: new Map([[SONNET, SEARCH.arn]]) }
    expect(resolve(SONNET, policy)).toMatchObject({ resolved: SEARCH.arn, reason: 'configured' })
  })
})

function resolve(requested: string, policy: Partial<Policy>, region?: string) {
  return resolveModel(requested, { catalog: catalogOf(region), policy: policyWith(policy), takesProfile: true })
}

function catalogOf(region = 'eu-central-1'): Catalog {
  const applicationProfiles = [SEARCH_TOO, SEARCH, BILLING, ANYWHERE]
  return { ...catalogFromSnapshot(loadSnapshot(), region), applicationProfiles }
}

function applicationProfile(name: string, modelId: string, tags: Record<string, string>): ApplicationProfile {
  const destinationRegions = ['eu-central-1', 'eu-west-1']
  const arn = `${ACCOUNT}:application-inference-profile/${name}`
  return { arn, name, modelId, tags, destinationRegions, reachesAnywhere: false }
}
