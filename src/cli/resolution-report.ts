import type { Catalog } from '../bedrock/catalog.ts'
import type { NotResolved, Resolution } from '../bedrock/resolution.ts'

/** What `models --json` and `resolve --json` print of a Resolution. `resolved` and `geography` are null where there is none. */
export type ResolutionReport = {
  readonly resolved: string | null
  readonly kind: Resolution['kind']
  readonly reason: string
  readonly geography: string | null
  readonly destinationRegions: readonly string[]
  readonly source: Catalog['source'] | 'config'
}

const REASONS: Record<NotResolved['kind'], string> = {
  refused: 'policy-refused',
  ambiguous: 'ambiguous-model',
  invalid: 'invalid-model-identifier',
}

/** A Resolution in the words of the JSON output, which other tools rely on. */
export function reportResolution(resolution: Resolution, { source }: Catalog): ResolutionReport {
  if (!('resolved' in resolution)) {
    return {
      resolved: null,
      kind: resolution.kind,
      reason: REASONS[resolution.kind],
      geography: null,
      destinationRegions: [],
      source,
    }
  }
  const { resolved, kind, reason, geography, destinationRegions, isConfigured } = resolution
  const knownFrom = isConfigured ? 'config' : source
  return { resolved, kind, reason, geography: geography ?? null, destinationRegions, source: knownFrom }
}
