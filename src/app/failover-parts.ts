import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { createRetryBudget } from '../proxy/sending/retry-budget.ts'
import type { Regions } from './open-regions.ts'
import type { SettingsInForce } from './settings-in-force.ts'

/** What throttled requests go elsewhere with. What was kept of conversations stays where failover is turned off and on again. */
export function failoverParts(
  inForce: SettingsInForce,
  { forFailover: elsewhere, conversations }: Pick<Regions, 'forFailover' | 'conversations'>,
): ProxyParts['failover'] {
  const parts = { elsewhere, conversations, budget: createRetryBudget() }
  return () => (inForce.settings().failover === 'throttling' ? parts : undefined)
}
