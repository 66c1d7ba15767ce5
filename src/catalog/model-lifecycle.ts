import type { ModelSummary } from '../aws/control-plane.ts'
import type { FoundationModel } from '../bedrock/catalog.ts'

/**
 * When a model ends, and whether it has: ListInferenceProfiles goes on listing retired models as ACTIVE, so the
 * foundation model decides. AWS's own date stands above the documented one (`YYYY-MM-DD`), which counts as passed only
 * where AWS lists the model no more. `asOf` is ISO 8601.
 */
export function lifecycleOf(
  summary: ModelSummary | undefined,
  documentedEnd: string | undefined,
  asOf: string,
): Pick<FoundationModel, 'endOfLife' | 'hasEnded'> {
  const endMs = Date.parse(summary?.modelLifecycle?.endOfLifeTime ?? '')
  if (!Number.isNaN(endMs)) {
    return { endOfLife: dayOf(new Date(endMs)), ...(endMs <= Date.parse(asOf) && { hasEnded: true }) }
  }
  if (documentedEnd === undefined) return {}
  const hasEnded = summary === undefined && dayOf(new Date(asOf)) > documentedEnd
  return { endOfLife: documentedEnd, ...(hasEnded && { hasEnded }) }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
