import { expect, it } from 'vitest'
import { nearestIdentifiers } from '../../src/proxy/nearest-identifiers.ts'
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
