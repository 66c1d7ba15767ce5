import * as sdk from '@aws-sdk/client-bedrock'
import { expect, it } from 'vitest'
import { CONTROL_PLANE_OPERATIONS } from '../../src/bedrock/control-plane-operations.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const CATALOG = { ...FRANKFURT, applicationProfiles: [applicationProfile()] }

it.each(CONTROL_PLANE_OPERATIONS)(
  '$name only reads, by the method and the path of the SDK',
  ({ name, method, path, via }) => {
    const schema: unknown = Reflect.get(sdk, `${name}$`)
    const traits: unknown = Array.isArray(schema) ? schema[3] : undefined
    const route: unknown = traits instanceof Object ? Reflect.get(traits, 'http') : undefined
    expect(route).toEqual([method, path, 200])
    expect([method, via]).toEqual(['GET', 'control-plane'])
  },
)

it.each([
  [{}, ['SYSTEM_DEFINED', 'APPLICATION']],
  [{ type: 'SYSTEM_DEFINED' }, ['SYSTEM_DEFINED']],
  [{ type: 'APPLICATION' }, ['APPLICATION']],
])('ListInferenceProfiles stands in for %o', (query, types) => {
  const { inferenceProfileSummaries } = standIn('ListInferenceProfiles', query) as {
    inferenceProfileSummaries: { type: string }[]
  }
  expect([...new Set(inferenceProfileSummaries.map(({ type }) => type))]).toEqual(types)
})

it.each([
  [{ byProvider: 'Anthropic' }, /^anthropic\./],
  [{ byInferenceType: 'ON_DEMAND', byProvider: 'amazon' }, /^amazon\./],
])('ListFoundationModels stands in for %o', (query, ids) => {
  const { modelSummaries } = standIn('ListFoundationModels', query) as { modelSummaries: { modelId: string }[] }
  expect(modelSummaries.length).toBeGreaterThan(0)
  expect(modelSummaries.filter(({ modelId }) => !ids.test(modelId))).toEqual([])
})

it.each([
  ['GetInferenceProfile', 'eu.anthropic.claude-sonnet-4-6', { inferenceProfileId: 'eu.anthropic.claude-sonnet-4-6' }],
  ['GetFoundationModel', 'anthropic.claude-sonnet-4-6', { modelDetails: { modelId: 'anthropic.claude-sonnet-4-6' } }],
])('%s stands in for %s', (name, label, expected) => {
  expect(standIn(name, {}, label)).toMatchObject(expected)
  expect(standIn(name, {}, 'nobody.knows-this')).toBeUndefined()
})

function standIn(name: string, query: Readonly<Record<string, string>>, label = ''): unknown {
  const answeredBy = CONTROL_PLANE_OPERATIONS.find((operation) => operation.name === name)?.answeredBy
  if (answeredBy?.who !== 'stand-in') return undefined
  return answeredBy.fromCatalog(CATALOG, { labels: [label], query, policy: policyWith(), dialect: 'aws' })
}
