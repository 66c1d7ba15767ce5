import { expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import { notesOnModel } from '../../../src/cli/connect/notes-on-model.ts'
import { policyWith } from '../../fixtures/policy.ts'

const CATALOG = catalogFromSnapshot(loadSnapshot(), 'eu-central-1')

function notesOn(identifier: string, denyModels: readonly string[] = []): string[] {
  return notesOnModel(identifier, { catalog: CATALOG, policy: policyWith({ denyModels }), today: '2026-11-22' })
}

it.each(['claude-sonnet-4-6', 'us.anthropic.claude-sonnet-4-6'])('has nothing to say of %s', (identifier) => {
  expect(notesOn(identifier)).toEqual([])
})

it('names what is near to a model that nobody knows', () => {
  expect(notesOn('claude-sonet-4-6')).toEqual([
    expect.stringMatching(/^claude-sonet-4-6 is no model that eu-central-1 is known to reach\. Near: eu\.anthropic\./),
  ])
  expect(notesOn('xyzzyxyzzy')).toEqual(['xyzzyxyzzy is no model that eu-central-1 is known to reach.'])
})

it('says which rule refuses a model', () => {
  expect(notesOn('claude-sonnet-4-6', ['anthropic.*'])).toEqual([expect.stringContaining('deny-models anthropic.*')])
})
