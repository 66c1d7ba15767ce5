import { expect, it } from 'vitest'
import { policyOf } from '../../src/settings/policy-of.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

it('A policy is what the settings allow', () => {
  expect(policyOf({ ...SETTINGS, routing: 'geo-only' })).toMatchObject({ routing: 'geo-only', allowDestinations: [] })
})
