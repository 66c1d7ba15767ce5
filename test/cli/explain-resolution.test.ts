import { expect, it } from 'vitest'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { explainResolution } from '../../src/cli/explain-resolution.ts'
import type { Paint } from '../../src/cli/print.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const NOW = new Date('2026-11-24T01:00:00Z')
const plain: Paint = (_style, text) => text

function explain(model: string, routing: Routing = 'geo-first', paint = plain): string[] {
  return explainResolution(
    resolveModel(model, { catalog: FRANKFURT, policy: policyWith({ routing }), takesProfile: true }),
    FRANKFURT,
    { now: NOW, paint },
  )
}

it('tells what goes upstream, why, how far, and from which knowledge', () => {
  expect(explain('anthropic.claude-sonnet-4-6').slice(0, 7)).toEqual([
    'Requested            anthropic.claude-sonnet-4-6',
    'Goes upstream        eu.anthropic.claude-sonnet-4-6',
    "Because              it is the inference profile of this Region's geography for the model",
    'Geography            eu',
    expect.stringMatching(/^Destination Regions {2}eu-central-1, /),
    'Source Region        eu-central-1',
    expect.stringMatching(/^Known from {11}snapshot, \d{4}-\d\d-\d\d \(\d+ days? old\)$/),
  ])
})

it('has no list of candidates where none was weighed', () => {
  const lines = explain('nobody.knows-this')
  expect(lines).toContain('Because              the model is not known here, so Bedrock will judge it')
  expect(lines).toContain('Destination Regions  not known')
  expect(lines).not.toContain('Candidates')
})

it('names the IDs that somebody may have meant who asks for a model that nobody knows', () => {
  expect(explain('claude-sonet-4-6')).toContainEqual(
    expect.stringMatching(/^Similar +eu\.anthropic\.claude-sonnet-4-6, /),
  )
  expect(explain('claude-sonnet-4-6').join('\n')).not.toContain('Similar')
})

it('tells a refusal in place of an outcome', () => {
  const lines = explain('anthropic.claude-sonnet-4-6', 'in-region-only')
  expect(lines[1]).toMatch(/^Refused +The policy of this proxy refuses every way/)
  expect(lines.filter((line) => line.startsWith('  ✗'))).toHaveLength(3)
})

it('keeps the columns where it paints', () => {
  const paint: Paint = (_style, text) => `\u001b[1m${text}\u001b[22m`
  const lines = explain('anthropic.claude-sonnet-4-6', 'geo-first', paint)
  expect(lines[0]).toBe('\u001b[1mRequested\u001b[22m            anthropic.claude-sonnet-4-6')
})
