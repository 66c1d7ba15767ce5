import type { Catalog } from './catalog.ts'
import type { NotResolved, Resolution } from './resolution.ts'
import type { Candidate } from './weigh-options.ts'

/** What `models --json` prints of a Resolution. `resolved` and `geography` are null where there is none. */
export type ResolutionReport = {
  readonly resolved: string | null
  readonly kind: Resolution['kind']
  readonly reason: string
  readonly geography: string | null
  readonly destinationRegions: readonly string[]
  readonly source: Catalog['source'] | 'config'
}

/** What `resolve --json` prints, and what the page shows of a request. */
export type DecisionReport = ResolutionReport & {
  readonly requested: string
  readonly region: string
  /** What happened and what to do, where nothing goes upstream. */
  readonly why?: string
  /** Every ID that was weighed; at most one is accepted. */
  readonly candidates: readonly Candidate[]
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

/** A Resolution with every candidate, in the order in which a person reads it. */
export function reportDecision(resolution: Resolution, catalog: Catalog): DecisionReport {
  const { resolved, kind, reason, geography, destinationRegions, source } = reportResolution(resolution, catalog)
  const { requested, candidates } = resolution
  const { region } = catalog
  const why = 'why' in resolution ? { why: resolution.why } : {}
  return {
    requested,
    resolved,
    kind,
    reason,
    ...why,
    region,
    geography,
    destinationRegions,
    source,
    candidates,
  }
}
