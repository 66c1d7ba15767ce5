import type { Catalog } from '../bedrock/catalog.ts'
import type { Resolution } from '../bedrock/resolve-model.ts'

/** What `models --json` and `resolve --json` print of a Resolution. `resolved` and `geography` are null where there is none. */
export type ResolutionReport = {
  readonly resolved: string | null
  readonly kind: Resolution['kind']
  readonly reason: string
  readonly geography: string | null
  readonly destinationRegions: readonly string[]
  readonly source: Catalog['source']
}

/** A Resolution in the words of the JSON output, which other tools rely on. */
export function reportResolution(resolution: Resolution, { source }: Catalog): ResolutionReport {
  if (resolution.kind === 'refused') {
    return {
      resolved: null,
      kind: 'refused',
      reason: 'routing-refused',
      geography: null,
      destinationRegions: [],
      source,
    }
  }
  const { resolved, kind, reason, geography, destinationRegions } = resolution
  return { resolved, kind, reason, geography: geography ?? null, destinationRegions, source }
}
