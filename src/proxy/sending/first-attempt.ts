import { firstRoute } from '../doors/door-table.ts'
import type { Plan } from '../plan-request.ts'
import type { Upstream } from '../proxy-parts.ts'
import type { Attempt, Incoming } from './attempt.ts'
import { REMEDIES } from './remedies.ts'

/** How a request is sent first: as its row, the catalog and the policy say, and as earlier answers have taught. */
export function firstAttempt(
  incoming: Incoming,
  { region, upstream, resolution }: Pick<Plan, 'region' | 'upstream' | 'resolution'>,
): Attempt {
  const { answeredBy } = incoming.matched.operation
  if (answeredBy.who === 'catalog') return { by: 'catalog', incoming, region, resolution, ask: answeredBy.fromCatalog }
  let attempt = {
    by: 'upstream',
    incoming,
    region,
    upstream: upstream as Upstream,
    resolution,
    route: firstRoute(incoming),
  } as const
  if (region.memory.isEmpty && !incoming.failover) return attempt
  for (const { foresee } of REMEDIES) attempt = foresee?.(attempt) ?? attempt
  return attempt
}
