import type { Catalog } from './catalog.ts'
import { findListedModel, findListedProfile, listedModels, listedProfiles } from './catalog-listing.ts'
import { type Operation, row } from './operations.ts'

/** What a stand-in is asked: the path labels, and the first value of each query parameter by its name. */
export type Question = { readonly labels: readonly string[]; readonly query: Readonly<Record<string, string>> }

/** An operation of the control plane that only reads, and the answer of a catalog where the control plane gives none. */
export type ControlPlaneOperation = Operation & {
  /** The body in AWS's shape; undefined where the catalog does not know what was asked for. */
  readonly standIn: (catalog: Catalog, question: Question) => object | undefined
}

const readOnly = (name: string, path: string, standIn: ControlPlaneOperation['standIn']): ControlPlaneOperation => ({
  ...row({ name, method: 'GET', path, model: { in: 'nowhere' }, via: 'control-plane' }),
  standIn,
})

/**
 * The operations of the control plane that are relayed: those by which clients find out which profiles exist. No other one
 * is ever signed. Source: the service model of `@aws-sdk/client-bedrock` (a test compares).
 */
export const CONTROL_PLANE_OPERATIONS: readonly ControlPlaneOperation[] = [
  readOnly('ListInferenceProfiles', '/inference-profiles', (catalog, { query }) => ({
    inferenceProfileSummaries: listedProfiles(catalog).filter(({ type }) => type === (query.type ?? type)),
  })),
  readOnly(
    'GetInferenceProfile',
    '/inference-profiles/{inferenceProfileIdentifier}',
    (catalog, { labels: [id = ''] }) => findListedProfile(catalog, id),
  ),
  readOnly('ListFoundationModels', '/foundation-models', (catalog, { query: { byProvider, byInferenceType } }) => ({
    modelSummaries: listedModels(catalog)
      .filter(({ providerName }) => !byProvider || providerName === byProvider.toLowerCase())
      .filter(({ inferenceTypesSupported }) => !byInferenceType || inferenceTypesSupported.includes(byInferenceType)),
  })),
  readOnly('GetFoundationModel', '/foundation-models/{modelIdentifier}', (catalog, { labels: [id = ''] }) => {
    const modelDetails = findListedModel(catalog, id)
    return modelDetails && { modelDetails }
  }),
]
