import { expect, it } from 'vitest'
import { settingsInForce } from '../../src/app/settings-in-force.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

it('Settings are in force until others replace them, with one policy object for each', () => {
  const inForce = settingsInForce(SETTINGS)
  const before = inForce.policy()
  expect(inForce.policy()).toBe(before)
  inForce.replace({ ...SETTINGS, routing: 'geo-only' })
  expect(inForce.policy()).toMatchObject({ routing: 'geo-only' })
  expect(inForce.policy()).not.toBe(before)
  expect(inForce.settings().routing).toBe('geo-only')
})
