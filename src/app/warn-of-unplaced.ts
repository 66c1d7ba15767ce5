import type { Catalog } from '../bedrock/catalog.ts'
import type { Policy } from '../bedrock/policy.ts'
import { isUnplaced } from '../bedrock/resolve-untouched.ts'
import { promisesResidency } from '../bedrock/routing.ts'
import type { Log } from '../telemetry/create-log.ts'

/**
 * Says which ARNs of the settings pass a routing that promises where data stays, although nobody knows where they lead: who
 * wrote them is believed.
 */
export function warnOfUnplaced(log: Log, { routing, models }: Policy, catalog: (() => Catalog) | undefined): void {
  if (!promisesResidency(routing) || !catalog) return
  for (const [name, target] of models) {
    if (!target.startsWith('arn:') || !isUnplaced(target, catalog())) continue
    log.warn(
      `models: maps ${name} to ${target}, and nobody can tell where that is processed. It passes routing ${routing} because the settings name it; take it out if it may leave.`,
    )
  }
}
