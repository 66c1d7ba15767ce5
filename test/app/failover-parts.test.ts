import { expect, it } from 'vitest'
import { failoverParts } from '../../src/app/failover-parts.ts'
import { settingsInForce } from '../../src/app/settings-in-force.ts'
import { createMemory } from '../../src/proxy/sending/memory.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

it('A failover is there while the settings want it, with what it had kept', () => {
  const inForce = settingsInForce({ ...SETTINGS, failover: 'throttling' })
  const parts = failoverParts(inForce, { forFailover: () => [], conversations: createMemory() })
  const before = parts()
  before?.conversations.learn({ name: 'topic', holdsForMs: 60_000 }, 'a', true)
  inForce.replace(SETTINGS)
  expect(parts()).toBeUndefined()
  inForce.replace({ ...SETTINGS, failover: 'throttling' })
  expect(parts()).toBe(before)
  expect(parts()?.conversations.isEmpty).toBe(false)
  expect(parts()?.elsewhere()).toEqual([])
})
