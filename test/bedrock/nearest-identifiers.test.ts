import { expect, it } from 'vitest'
import { nearestIdentifiers } from '../../src/bedrock/nearest-identifiers.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

it('names at most three IDs that the Region can reach, the nearest first', () => {
  const nearest = nearestIdentifiers('eu.anthropic.claude-sonet-4-6', FRANKFURT)
  expect(nearest).toHaveLength(3)
  expect(nearest[0]).toBe('eu.anthropic.claude-sonnet-4-6')
})

it.each(['zzz', '', 'x'.repeat(2048)])('names none where none is near (%#)', (identifier) => {
  expect(nearestIdentifiers(identifier, FRANKFURT)).toEqual([])
})

it('names nothing that cannot stand in a header', () => {
  const modelId = 'a.mödel'
  const models = new Map([[modelId, { modelId, name: modelId, onDemand: true, profiles: [] }]])
  expect(nearestIdentifiers('a.model', { ...FRANKFURT, models })).toEqual([])
})

it.each([
  ['Claude-Sonnet-4-6', 'the letter case'],
  ['claude-sonet-4-6', "the vendor's own name"],
  ['claude-sonet-4-6[1m]', 'the same with a marker'],
  ['us.us.antropic.claude-sonnet-4-6', 'geographies before it'],
  ['arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonet-4-6', 'an ARN around it'],
])('sees through %s: %s', (identifier) => {
  expect(nearestIdentifiers(identifier, FRANKFURT)[0]).toBe('eu.anthropic.claude-sonnet-4-6')
})

it('names each model once, by its ID where that is on demand', () => {
  const nearest = nearestIdentifiers('openai.gpt-os-120b', FRANKFURT)
  expect(nearest).toContain('openai.gpt-oss-120b-1:0')
  expect(new Set(nearest.map((id) => id.replace(/^(eu|global)\./, ''))).size).toBe(nearest.length)
})
