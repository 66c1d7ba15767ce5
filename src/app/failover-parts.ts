import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { createMemory } from '../proxy/sending/memory.ts'
import { createRetryBudget } from '../proxy/sending/retry-budget.ts'
import type { Regions } from './open-regions.ts'
import type { SettingsInForce } from './settings-in-force.ts'

/** Far more than the conversations that go on at the same time. */
const MAX_CONVERSATIONS = 5_000

/** What throttled requests go elsewhere with. What was kept of conversations stays where failover is turned off and on again. */
export function failoverParts(
  inForce: SettingsInForce,
  { forFailover: elsewhere }: Pick<Regions, 'forFailover'>,
): ProxyParts['failover'] {
  const parts = {
    elsewhere,
    conversations: createMemory(Date.now, MAX_CONVERSATIONS),
    budget: createRetryBudget(),
  }
  return () => (inForce.settings().failover === 'throttling' ? parts : undefined)
}
