import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/bedrock/catalog.ts'
import { resolveModel } from '../../../src/bedrock/resolve-model.ts'
import type { Routing } from '../../../src/bedrock/routing.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import type { ModelFamily } from '../../../src/cli/connect/agent-row.ts'
import { chooseModel, type ModelSize } from '../../../src/cli/connect/choose-model.ts'
import { policyWith } from '../../fixtures/policy.ts'

const TODAY = '2026-11-22'

/** A Region with these models, each on demand. */
function catalogOf(modelIds: readonly string[], endOfLife?: string): Catalog {
  const models = modelIds.map((modelId) => ({
    modelId,
    name: modelId,
    onDemand: true,
    profiles: [],
    ...(endOfLife && { endOfLife }),
  }))
  return {
    region: 'eu-central-1',
    source: 'live',
    asOf: TODAY,
    models: new Map(models.map((model) => [model.modelId, model])),
    applicationProfiles: [],
  }
}

function choose(
  family: ModelFamily,
  size: ModelSize,
  catalog: Catalog,
  routing: Routing = 'geo-first',
): string | undefined {
  return chooseModel(family, size, { catalog, policy: policyWith({ routing }), today: TODAY })?.modelId
}

describe('the newest of a kind', () => {
  it.each([
    [['anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic.claude-sonnet-4-20250514-v1:0'], 0],
    [['anthropic.claude-sonnet-4-20250514-v1:0', 'anthropic.claude-3-7-sonnet-20250219-v1:0'], 0],
    [['anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-5', 'anthropic.claude-sonnet-10'], 2],
    [['anthropic.claude-3-5-sonnet-20240620-v1:0', 'anthropic.claude-3-5-sonnet-20241022-v2:0'], 1],
    [['anthropic.claude-opus-9', 'anthropic.claude-3-sonnet-20240229-v1:0'], 1],
  ])('of %j is number %i', (modelIds, newest) => {
    expect(choose('claude', 'large', catalogOf(modelIds))).toBe(modelIds[newest])
    expect(choose('claude', 'large', catalogOf(modelIds.toReversed()))).toBe(modelIds[newest])
  })
})

it('a small model is a Haiku, and a Sonnet where there is none', () => {
  const sonnet = 'anthropic.claude-sonnet-5'
  expect(choose('claude', 'small', catalogOf([sonnet, 'anthropic.claude-3-haiku-20240307-v1:0']))).toMatch(/haiku/)
  expect(choose('claude', 'small', catalogOf([sonnet]))).toBe(sonnet)
})

it('an agent that takes any model gets another maker’s where there is no Claude', () => {
  const catalog = catalogOf(['amazon.titan-embed-text-v2:0', 'amazon.nova-pro-v1:0', 'amazon.nova-lite-v1:0'])
  expect([choose('any', 'large', catalog), choose('any', 'small', catalog)]).toEqual([
    'amazon.nova-pro-v1:0',
    'amazon.nova-lite-v1:0',
  ])
  expect(choose('claude', 'large', catalog)).toBeUndefined()
})

it('a model past its end is not chosen', () => {
  expect(choose('claude', 'large', catalogOf(['anthropic.claude-sonnet-5'], '2026-11-21'))).toBeUndefined()
  expect(choose('claude', 'large', catalogOf(['anthropic.claude-sonnet-5'], TODAY))).toBe('anthropic.claude-sonnet-5')
})

it('OpenAI Responses gets a GPT, the small one a lesser one', () => {
  const catalog = catalogFromSnapshot(loadSnapshot(), 'us-east-1')
  expect(choose('responses', 'large', catalog)).toMatch(/^openai\.gpt-[\d.]+-sol$/)
  expect(choose('responses', 'small', catalog)).toMatch(/^openai\.gpt-[\d.]+-luna$/)
})

describe('in every Region of the snapshot', () => {
  const snapshot = loadSnapshot()
  const sizes: readonly ModelSize[] = ['large', 'small']

  it.each(Object.keys(snapshot.regions))('%s has two models for any agent that it can reach', (region) => {
    const catalog = catalogFromSnapshot(snapshot, region)
    const chosen = sizes.map((size) => choose('any', size, catalog))
    for (const modelId of chosen) {
      expect(modelId).toBeDefined()
      const { kind } = resolveModel(modelId ?? '', { catalog, policy: policyWith(), takesProfile: true })
      expect(kind).not.toBe('refused')
    }
  })

  it.each(Object.keys(snapshot.regions))('%s under in-region-only names none that is not on demand', (region) => {
    const catalog = catalogFromSnapshot(snapshot, region)
    const chosen = sizes.flatMap((size) => choose('any', size, catalog, 'in-region-only') ?? [])
    expect(chosen.filter((modelId) => !catalog.models.get(modelId)?.onDemand)).toEqual([])
  })
})
