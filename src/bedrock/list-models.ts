import { type Catalog, type FoundationModel, isReachable } from './catalog.ts'
import type { Policy } from './policy.ts'
import { type ResolutionReport, reportResolution } from './resolution-report.ts'
import { resolveModel } from './resolve-model.ts'

/** A foundation model that a Region can reach, and what becomes of its ID there. */
export type ListedModel = {
  readonly model: FoundationModel
  readonly region: string
  readonly report: ResolutionReport
  /** Why the policy refuses it; undefined where it does not. */
  readonly refusal: string | undefined
}

/** Which models are wanted. */
export type ModelFilter = {
  /** Part of the ID or the name, in letters of either case. */
  readonly text: string
  /** The provider as it stands before the dot, in letters of either case; every one where undefined. */
  readonly provider: string | undefined
}

/** The wanted models that a Region can reach, sorted by ID. */
export function listModels(catalog: Catalog, policy: Policy, filter: ModelFilter): ListedModel[] {
  return [...catalog.models.values()]
    .filter((model) => isReachable(model) && isWanted(model, filter))
    .sort((a, b) => (a.modelId < b.modelId ? -1 : 1))
    .map((model) => {
      const resolution = resolveModel(model.modelId, { catalog, policy, takesProfile: true })
      const refusal = 'why' in resolution ? resolution.why : undefined
      return { model, region: catalog.region, report: reportResolution(resolution, catalog), refusal }
    })
}

/** True for a model that the filter lets through. */
export function isWanted({ modelId, name }: FoundationModel, { text, provider }: ModelFilter): boolean {
  const wanted = text.toLowerCase()
  const hasText = modelId.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)
  return hasText && (provider === undefined || modelId.startsWith(`${provider.toLowerCase()}.`))
}
