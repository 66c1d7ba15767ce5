import { describe, expect, it } from 'vitest'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const SNAPSHOT = loadSnapshot()
const SONNET = 'anthropic.claude-sonnet-4-6'
const OPUS = 'anthropic.claude-opus-4-6-v1'
const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0'

/** Before a model ID: prefixes of another geography than eu, of none, and two of them. */
const FOREIGN = [
  'us.',
  'apac.',
  'jp.',
  'sa.',
  'ap.',
  'ug.',
  'amer.',
  'eu-north-1.',
  'xx.',
  'us.us.',
  'apac.jp.',
  'eu.global.',
]

/** Requested in eu-central-1, where each of these models has the profiles eu. and global., and no bare ID. */
const NAMES: readonly [name: string, modelId: string][] = [
  [SONNET, SONNET],
  ['anthropic.claude-sonnet-4-6-v1', SONNET],
  ['anthropic.claude-sonnet-4-6-v1:0', SONNET],
  ['anthropic.claude-sonnet-4-6:0', SONNET],
  ['anthropic.claude-sonnet-4-6-20260217', SONNET],
  ['anthropic.claude-sonnet-4-6-20260217-v1:0', SONNET],
  ['claude-sonnet-4-6', SONNET],
  ['claude-sonnet-4-6-latest', SONNET],
  ['claude-sonnet-4-6-20260217', SONNET],
  [OPUS, OPUS],
  ['anthropic.claude-opus-4-6', OPUS],
  ['anthropic.claude-opus-4-6-v1:0', OPUS],
  ['claude-opus-4-6', OPUS],
  ['claude-opus-4-6-v1', OPUS],
  [HAIKU, HAIKU],
  ['anthropic.claude-haiku-4-5', HAIKU],
  ['anthropic.claude-haiku-4-5-v1:0', HAIKU],
  ['anthropic.claude-haiku-4-5-20251001', HAIKU],
  ['anthropic.claude-haiku-4-5-20251001-v1', HAIKU],
  ['anthropic.claude-haiku-4-5-20251001-v1:1', HAIKU],
  ['anthropic.claude-haiku-4-5-20251001-v2:0', HAIKU],
  ['anthropic.claude-haiku-4-5-20251015-v1:0', HAIKU],
  ['claude-haiku-4-5', HAIKU],
  ['claude-haiku-4-5-20251001', HAIKU],
  ['claude-haiku-4-5-latest', HAIKU],
]

describe('a name in eu-central-1', () => {
  it.each(NAMES)('%s means %s and becomes its eu. profile', (name, modelId) => {
    expect(resolve(name)).toMatchObject({
      kind: 'profile',
      resolved: `eu.${modelId}`,
      reason: 'geographic-profile',
      modelId,
    })
  })

  it.each(NAMES)('%s keeps the eu. or the global. that stands before it, for %s has both', (name, modelId) => {
    for (const geography of ['eu', 'global']) {
      expect(resolve(`${geography}.${name}`)).toMatchObject({
        resolved: `${geography}.${modelId}`,
        reason: 'profile-of-region',
        geography,
      })
    }
  })

  it.each(behindGeographies())('%s becomes the eu. profile of %s, whatever stands before it', (name, modelId) => {
    expect(resolve(name)).toMatchObject({ resolved: `eu.${modelId}`, reason: 'foreign-geography' })
  })

  it.each(NAMES)("%s loses Claude Code's marker", (name, modelId) => {
    expect(resolve(`${name}[1m]`)).toMatchObject({ requested: `${name}[1m]`, resolved: `eu.${modelId}` })
    expect(resolve(`us.${name}[1m]`)).toMatchObject({ resolved: `eu.${modelId}` })
  })

  it.each(NAMES)('%s in an ARN of a foundation model means %s too', (name, modelId) => {
    const arn = `arn:aws:bedrock:us-east-1::foundation-model/${name}`
    expect(resolve(arn)).toMatchObject({ resolved: `eu.${modelId}` })
  })
})

describe('the names of other vendors', () => {
  it.each([
    ['gpt-oss-120b', 'us-east-1', 'openai.gpt-oss-120b-1:0'],
    ['gpt-oss-120b-1', 'us-east-1', 'openai.gpt-oss-120b-1:0'],
    ['openai.gpt-oss-120b', 'us-east-1', 'openai.gpt-oss-120b-1:0'],
    ['us-gov.openai.gpt-oss-20b', 'us-gov-west-1', 'us-gov.openai.gpt-oss-20b-1:0'],
    ['gpt-oss-safeguard-120b', 'us-east-1', 'openai.gpt-oss-safeguard-120b'],
    ['gpt-5.6-luna', 'us-east-1', 'us.openai.gpt-5.6-luna'],
    ['global.gpt-5.6-luna', 'us-east-1', 'global.openai.gpt-5.6-luna'],
    ['us.openai.gpt-5.6-luna', 'ap-south-1', 'in.openai.gpt-5.6-luna'],
    ['nova-lite', 'us-east-1', 'amazon.nova-lite-v1:0'],
    ['nova-lite', 'ca-central-1', 'ca.amazon.nova-lite-v1:0'],
    ['amazon.nova-lite-v1', 'eu-central-1', 'eu.amazon.nova-lite-v1:0'],
    ['nova-2-lite', 'ap-northeast-1', 'jp.amazon.nova-2-lite-v1:0'],
    ['claude-3-7-sonnet-latest', 'ap-south-1', 'apac.anthropic.claude-3-7-sonnet-20250219-v1:0'],
    ['claude-opus-4-1', 'us-east-1', 'us.anthropic.claude-opus-4-1-20250805-v1:0'],
    ['claude-sonnet-4', 'eu-central-1', 'eu.anthropic.claude-sonnet-4-20250514-v1:0'],
    ['claude-sonnet-4-5', 'eu-central-1', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['anthropic.claude-3-5-sonnet-v2', 'ap-northeast-1', 'apac.anthropic.claude-3-5-sonnet-20241022-v2:0'],
    ['claude-3-5-sonnet-20240620', 'ap-northeast-1', 'apac.anthropic.claude-3-5-sonnet-20240620-v1:0'],
    ['claude-3-5-sonnet-20241022', 'ap-northeast-1', 'apac.anthropic.claude-3-5-sonnet-20241022-v2:0'],
    ['amazon.titan-embed-text-v2', 'us-east-1', 'amazon.titan-embed-text-v2:0'],
    ['amazon.titan-embed-text-v1:0', 'us-east-1', 'amazon.titan-embed-text-v1'],
    ['cohere.embed-english-v3:0', 'us-east-1', 'cohere.embed-english-v3'],
    ['cohere.embed-v4', 'us-east-1', 'cohere.embed-v4:0'],
    ['cohere.rerank-v3-5', 'us-west-2', 'cohere.rerank-v3-5:0'],
    ['mistral.mistral-7b-instruct-v0', 'us-west-2', 'mistral.mistral-7b-instruct-v0:2'],
    ['amazon.nova-reel-v1', 'eu-west-1', 'amazon.nova-reel-v1:0'],
    ['us.deepseek.r1', 'us-east-1', 'us.deepseek.r1-v1:0'],
    ['deepseek.v3.2-v1:0', 'us-west-2', 'deepseek.v3.2'],
    ['xai.grok-4.6', 'us-east-1', 'us.xai.grok-4.6'],
  ])('%s in %s becomes %s', (name, region, resolved) => {
    expect(resolve(name, region)).toMatchObject({ resolved })
  })
})

describe('a name with two equally good answers', () => {
  it.each([
    [
      'claude-3-5-sonnet',
      'ap-northeast-1',
      ['20240620-v1:0', '20241022-v2:0'].map((v) => `anthropic.claude-3-5-sonnet-${v}`),
    ],
    [
      'apac.anthropic.claude-3-5-sonnet',
      'ap-south-1',
      ['20240620-v1:0', '20241022-v2:0'].map((v) => `anthropic.claude-3-5-sonnet-${v}`),
    ],
    [
      'claude-3-5-sonnet-20240101',
      'ap-northeast-1',
      ['20240620-v1:0', '20241022-v2:0'].map((v) => `anthropic.claude-3-5-sonnet-${v}`),
    ],
    ['amazon.nova-reel-v1', 'us-east-1', ['amazon.nova-reel-v1:0', 'amazon.nova-reel-v1:1']],
    ['nova-reel', 'us-east-1', ['amazon.nova-reel-v1:0', 'amazon.nova-reel-v1:1']],
    ['amazon.titan-embed-text', 'us-east-1', ['amazon.titan-embed-text-v1', 'amazon.titan-embed-text-v2:0']],
  ])('%s in %s is an error that names both', (name, region, modelIds) => {
    const resolution = resolve(name, region)
    expect(resolution).toMatchObject({ kind: 'ambiguous', why: expect.stringContaining(modelIds.join(' or ')) })
    expect(resolution.candidates.map(({ id }) => id)).toEqual(modelIds)
  })
})

/** What agents and routers put around a name, and the profile that it becomes in eu-central-1. */
const DECORATED: readonly [name: string, resolved: string][] = [
  ['anthropic.claude-sonnet-4-6[2m]', `eu.${SONNET}`],
  ['claude-sonnet-4-6[1M]', `eu.${SONNET}`],
  ['claude-sonnet-4-6:1m', `eu.${SONNET}`],
  ['claude-sonnet-4-6-1M', `eu.${SONNET}`],
  ['global.anthropic.claude-sonnet-4-6:200K', `global.${SONNET}`],
  ['us.anthropic.claude-sonnet-4-6-1m', `eu.${SONNET}`],
  ['claude-sonnet-4.6', `eu.${SONNET}`],
  ['anthropic.claude-sonnet-4.6', `eu.${SONNET}`],
  ['claude-haiku-4.5-20251001', `eu.${HAIKU}`],
  ['claude-opus-4.6:1m', `eu.${OPUS}`],
  ['bedrock/anthropic.claude-sonnet-4-6', `eu.${SONNET}`],
  ['bedrock/us.anthropic.claude-sonnet-4-6', `eu.${SONNET}`],
  ['amazon-bedrock/anthropic.claude-sonnet-4-6[1m]', `eu.${SONNET}`],
  ['bedrock/converse/global.anthropic.claude-sonnet-4-6', `global.${SONNET}`],
  ['openrouter/anthropic/claude-sonnet-4.6', `eu.${SONNET}`],
  ['anthropic/claude-haiku-4-5', `eu.${HAIKU}`],
  ['amazon.nova-lite-v1:0:24k', 'eu.amazon.nova-lite-v1:0'],
  ['us.amazon.nova-lite-v1:0:300k', 'eu.amazon.nova-lite-v1:0'],
  ['bedrock/arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6', `eu.${SONNET}`],
  ['arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Fanthropic.claude-sonnet-4-6', `eu.${SONNET}`],
]

describe('a decorated name', () => {
  it.each(DECORATED)('%s becomes %s', (name, resolved) => {
    expect(resolve(name)).toMatchObject({ requested: name, kind: 'profile', resolved })
  })

  it('stays what it is where AWS lists it', () => {
    const catalog = catalogFromSnapshot(SNAPSHOT, 'us-east-1')
    const model = { modelId: 'amazon.nova-lite-v1:0:24k', name: 'Nova Lite', onDemand: true, profiles: [] }
    const listed = { ...catalog, models: new Map([...catalog.models, [model.modelId, model]]) }
    const context = { catalog: listed, policy: policyWith(), takesProfile: true }
    expect(resolveModel(model.modelId, context)).toMatchObject({ resolved: model.modelId, reason: 'on-demand' })
  })

  it('means its dashes where AWS has a dot', () => {
    expect(resolve('deepseek.v3-2', 'us-west-2')).toMatchObject({ resolved: 'deepseek.v3.2' })
  })

  it.each([
    ['bedrock/us.anthropic.claude-sonnet-4-6', 'bedrock/us.anthropic.claude-sonnet-4-6'],
    ['bedrock/us.anthropic.claude-sonnet-4-6', 'us.anthropic.claude-sonnet-4-6'],
    ['no such model/of ours!', 'no such model/of ours!'],
    ['fast[1m]', 'fast[1m]'],
    ['fast[1m]', 'fast'],
    ['litellm/fast', 'fast'],
  ])('%s is mapped by the settings under %s', (name, key) => {
    const policy = policyWith({ models: new Map([[key, `global.${SONNET}`]]) })
    const context = { catalog: catalogFromSnapshot(SNAPSHOT, 'eu-central-1'), policy, takesProfile: true }
    expect(resolveModel(name, context)).toMatchObject({ resolved: `global.${SONNET}`, reason: 'configured' })
  })

  it.each([
    '',
    ' anthropic.claude-sonnet-4-6',
    'anthropic.claude-sonnet-4-6 ',
    'anthropic. claude-sonnet-4-6',
    'bedrock/no-such-model',
    'bedrock/us-west-2/anthropic.claude-sonnet-4-6',
    'acme/anthropic.claude-sonnet-4-6',
    'a/../b',
    'x'.repeat(3000),
  ])('is invalid where it means nothing and cannot stand in a path: %.40s', (name) => {
    expect(resolve(name)).toMatchObject({ kind: 'invalid', why: expect.stringMatching(/Send a model ID such as/) })
  })
})

describe('what is another model, or a guess, goes untouched', () => {
  it.each([
    'cohere.embed-english-v4',
    'cohere.embed-v3:0',
    'cohere.rerank-v3',
    'cohere.rerank-v3:0',
    'amazon.nova-lite-v2:0',
    'us.amazon.nova-lite-v2:0',
    'amazon.nova-lite-v2',
    'amazon.titan-embed-text-v3:0',
    'anthropic.claude-sonnet-4-6-v2:0',
    'anthropic.claude-opus-4',
    'claude-opus-4',
    'anthropic.claude-opus-4-20250514-v1:0',
    'claude-opus-4.66',
    'claude-sonnet',
    'claude-sonnet-4-60',
    'anthropic.claude-3-5-sonnet-20231022-v3:0',
    'mistral.mistral-7b-instruct-v1:0',
    'mistral.mistral-large',
    'mistral.voxtral-mini-3b',
    'qwen.qwen3-235b-a22b',
    'gpt-oss',
    'gpt-oss-120',
    'gpt-5.6',
    'nova',
    'Anthropic.claude-sonnet-4-6',
    'anthropic.Claude-Sonnet-4-6',
    'CLAUDE-SONNET-4-6',
    'EU.anthropic.claude-sonnet-4-6',
    'acme.claude-sonnet-4-6',
    'us.acme.claude-sonnet-4-6',
    'us.us.us.anthropic.claude-sonnet-4-6',
    'arn:aws:bedrock:us-east-1::foundation-model/eu.anthropic.claude-sonnet-4-6',
  ])('%s', (name) => {
    for (const region of ['us-east-1', 'us-west-2', 'eu-central-1']) {
      expect(resolve(name, region)).toMatchObject({ kind: 'unchanged', resolved: name, reason: 'unknown-model' })
    }
  })
})

describe('an ARN that is not of a foundation model goes untouched', () => {
  it.each([
    'bedrock:eu-central-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6',
    'bedrock:eu-central-1:123456789012:application-inference-profile/abc123',
    'bedrock:eu-central-1:123456789012:provisioned-model/abc123',
    'bedrock:eu-central-1:123456789012:custom-model/anthropic.claude-sonnet-4-6/abc123',
    'bedrock:eu-central-1:123456789012:custom-model-deployment/abc123',
    'bedrock:eu-central-1:123456789012:imported-model/abc123',
    'bedrock:eu-central-1:123456789012:prompt/ABC123:1',
    'bedrock:eu-central-1:123456789012:prompt-router/abc123',
    'bedrock:eu-central-1:123456789012:default-prompt-router/anthropic.claude:1',
    'sagemaker:eu-central-1:123456789012:endpoint/my-endpoint',
  ])('%s', (resource) => {
    const arn = `arn:aws:${resource}`
    for (const takesProfile of [true, false]) {
      const context = { catalog: catalogFromSnapshot(SNAPSHOT, 'eu-central-1'), policy: policyWith(), takesProfile }
      expect(resolveModel(arn, context)).toMatchObject({ kind: 'unchanged', resolved: arn, reason: 'arn' })
      expect(resolveModel(`${arn}[1m]`, context)).toMatchObject({ resolved: arn })
    }
  })
})

/** Each name behind each foreign prefix. */
function behindGeographies(): [name: string, modelId: string][] {
  return NAMES.flatMap(([name, modelId]) =>
    FOREIGN.filter((prefix) => name.startsWith('anthropic.') || prefix !== 'xx.').map((prefix): [string, string] => [
      prefix + name,
      modelId,
    ]),
  )
}

function resolve(name: string, region = 'eu-central-1') {
  return resolveModel(name, {
    catalog: catalogFromSnapshot(SNAPSHOT, region),
    policy: policyWith(),
    takesProfile: true,
  })
}
