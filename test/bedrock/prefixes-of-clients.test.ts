import { describe, expect, it } from 'vitest'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { policyWith } from '../fixtures/policy.ts'

const SNAPSHOT = loadSnapshot()
const SONNET = 'anthropic.claude-sonnet-4-6'

/** What one agent or another sends for Sonnet 4.6 in a Region: its own prefixes, as its own table has them. */
const SENT_FOR_SONNET: readonly [region: string, prefixes: readonly string[], resolved: string][] = [
  ['us-east-1', ['', 'us.', 'global.'], 'us.'],
  ['us-west-2', ['', 'us.', 'us.us.'], 'us.'],
  ['ca-central-1', ['', 'ca.', 'us.', 'ca.us.'], 'us.'],
  ['ca-west-1', ['', 'ca.'], 'us.'],
  ['eu-central-1', ['', 'eu.', 'us.', 'eu-central-1.', 'eu.global.'], 'eu.'],
  ['eu-central-2', ['', 'eu.'], 'eu.'],
  ['eu-west-1', ['', 'eu.', 'us.'], 'eu.'],
  ['eu-west-3', ['', 'eu.'], 'eu.'],
  ['eu-north-1', ['', 'eu.', 'eu-north-1.'], 'eu.'],
  ['eu-south-1', ['', 'eu.'], 'eu.'],
  ['eu-south-2', ['', 'eu.'], 'eu.'],
  ['ap-southeast-2', ['', 'apac.', 'au.', 'ap.', 'us.'], 'au.'],
  ['ap-southeast-4', ['', 'apac.', 'au.', 'ap.'], 'au.'],
  ['ap-northeast-1', ['', 'apac.', 'jp.', 'ap.', 'apac.jp.', 'us.'], 'jp.'],
  ['ap-northeast-3', ['', 'apac.', 'jp.', 'ap.'], 'jp.'],
  ['ap-northeast-2', ['', 'apac.', 'jp.', 'ap.', 'us.'], 'global.'],
  ['ap-south-1', ['', 'apac.', 'ap.', 'in.'], 'global.'],
  ['ap-southeast-1', ['', 'apac.', 'ap.'], 'global.'],
  ['sa-east-1', ['', 'sa.', 'us.', 'global.'], 'global.'],
  ['mx-central-1', ['', 'mx.', 'us.'], 'global.'],
  ['me-central-1', ['', 'me.', 'global.'], 'global.'],
  ['me-south-1', ['', 'me.'], 'global.'],
  ['af-south-1', ['', 'af.', 'global.'], 'global.'],
  ['il-central-1', ['', 'global.'], 'global.'],
]

describe('Sonnet 4.6', () => {
  it.each(cellsOf(SENT_FOR_SONNET))('sent from %s as %s becomes %s', (region, requested, resolved) => {
    expect(resolve(requested, region)).toMatchObject({ resolved })
  })

  it.each(['', 'sa.', 'apac.', 'us.'])(
    'sent from eu-west-2 behind "%s" becomes the bare ID, which is on demand',
    (prefix) => {
      expect(resolve(prefix + SONNET, 'eu-west-2')).toMatchObject({ resolved: SONNET })
    },
  )

  it.each(['us-gov.', 'ug.', 'us.', ''])(
    'sent from GovCloud behind "%s" is not there, and goes untouched',
    (prefix) => {
      expect(resolve(prefix + SONNET, 'us-gov-west-1')).toMatchObject({ kind: 'unchanged', reason: 'not-in-region' })
    },
  )
})

describe('other models', () => {
  it.each([
    [
      'us-gov-west-1',
      'ug.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
    ],
    [
      'us-gov-west-1',
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
    ],
    ['ca-central-1', 'amazon.nova-lite-v1:0', 'ca.amazon.nova-lite-v1:0'],
    ['ca-central-1', 'ca.amazon.nova-pro-v1:0', 'ca.amazon.nova-pro-v1:0'],
    ['ca-central-1', 'ca.anthropic.claude-haiku-4-5', 'us.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['ap-southeast-2', 'apac.anthropic.claude-opus-4-6-v1', 'au.anthropic.claude-opus-4-6-v1'],
    ['ap-southeast-2', 'apac.amazon.nova-lite-v1:0', 'apac.amazon.nova-lite-v1:0'],
    ['ap-southeast-2', 'au.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['ap-northeast-1', 'jp.anthropic.claude-opus-4-6-v1', 'global.anthropic.claude-opus-4-6-v1'],
    ['ap-northeast-1', 'jp.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
    ['ap-northeast-1', 'apac.anthropic.claude-haiku-4-5-20251001-v1:0', 'jp.anthropic.claude-haiku-4-5-20251001-v1:0'],
    [
      'ap-northeast-2',
      'jp.anthropic.claude-haiku-4-5-20251001-v1:0',
      'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
    ['ap-northeast-2', 'us.anthropic.claude-sonnet-4-20250514-v1:0', 'apac.anthropic.claude-sonnet-4-20250514-v1:0'],
    ['ap-south-1', 'apac.anthropic.claude-haiku-4-5-20251001-v1:0', 'in.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['eu-central-1', 'eu.anthropic.claude-fable-5', 'global.anthropic.claude-fable-5'],
    ['eu-central-1', 'us.anthropic.claude-opus-4-6-v1', 'eu.anthropic.claude-opus-4-6-v1'],
    ['eu-central-1', 'eu.eu.anthropic.claude-opus-4-6-v1:0', 'eu.anthropic.claude-opus-4-6-v1'],
    ['eu-west-1', 'eu.anthropic.claude-fable-5-1', 'global.anthropic.claude-fable-5-1'],
    ['us-east-1', 'eu.anthropic.claude-fable-5-1', 'us.anthropic.claude-fable-5-1'],
    ['eu-central-1', 'global.openai.gpt-6.1-sol', 'global.openai.gpt-6.1-sol'],
    ['eu-central-1', 'eu.openai.gpt-6.1-sol', 'global.openai.gpt-6.1-sol'],
    ['us-west-2', 'us.mistral.mistral-large-2402-v1:0', 'mistral.mistral-large-2402-v1:0'],
  ])('sent from %s as %s become %s', (region, requested, resolved) => {
    expect(resolve(requested, region)).toMatchObject({ resolved })
  })
})

/** A prefix that the Region's own profiles have is kept, also where another would be preferred. */
function cellsOf(rows: typeof SENT_FOR_SONNET): [region: string, requested: string, resolved: string][] {
  return rows.flatMap(([region, prefixes, resolved]) =>
    prefixes.map((prefix): [string, string, string] => [
      region,
      prefix + SONNET,
      (prefix === 'global.' ? prefix : resolved) + SONNET,
    ]),
  )
}

function resolve(requested: string, region: string) {
  return resolveModel(requested, {
    catalog: catalogFromSnapshot(SNAPSHOT, region),
    policy: policyWith(),
    takesProfile: true,
  })
}
