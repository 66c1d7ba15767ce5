import { expect, it } from 'vitest'
import { policyOf } from '../../src/settings/policy-of.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

it('A policy is what the settings allow', () => {
  const given = {
    routing: 'geo-only',
    allowDestinations: ['eu-*'],
    allowModels: ['anthropic.*'],
    denyModels: ['*opus*'],
    allowAccounts: ['123456789012'],
    models: new Map([['fast', 'anthropic.claude-haiku-4-5']]),
    applicationProfileTags: new Map([['team', 'search']]),
  } as const
  expect(policyOf({ ...SETTINGS, ...given })).toEqual(given)
})
