import type { Catalog, FoundationModel } from './catalog.ts'
import type { Policy } from './policy.ts'
import type { Reason } from './resolution.ts'
import { resolveModel } from './resolve-model.ts'

/** A model as a list shows it to clients that choose from it. */
export type ReachableModel = { readonly id: string; readonly name: string; readonly vendor: string }

/** What clients can ask for: the names that the settings give to models, then every model that the Region and the policy let them reach. */
export function reachableModels(catalog: Catalog, policy: Policy): ReachableModel[] {
  const ids = [...new Set([...policy.models.keys(), ...catalog.models.keys()])]
  return ids.flatMap((id) => findReachableModel(id, catalog, policy, id) ?? [])
}

/** The model that any of its names means, listed as `id`; undefined where nothing that the policy allows leads to it. */
export function findReachableModel(
  name: string,
  catalog: Catalog,
  policy: Policy,
  id?: string,
): ReachableModel | undefined {
  const resolution = resolveModel(name, { catalog, policy, takesProfile: true })
  if (!('resolved' in resolution) || OUT_OF_REACH.includes(resolution.reason)) return undefined
  const model = catalog.models.get(resolution.modelId ?? '')
  if (!model) return undefined
  return listed(id ?? (policy.models.has(name) ? name : model.modelId), model)
}

/** Reasons for sending on what Bedrock will refuse. */
const OUT_OF_REACH: readonly Reason[] = ['not-in-region', 'unknown-region', 'end-of-life', 'unknown-model']

function listed(id: string, { modelId, name }: FoundationModel): ReachableModel {
  return { id, name, vendor: modelId.slice(0, modelId.indexOf('.')) }
}
