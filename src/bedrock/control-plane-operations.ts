import { findListedModel, findListedProfile, listedModels, listedProfiles } from './catalog-listing.ts'
import { type AskCatalog, type Operation, row } from './operations.ts'

/** An operation that only reads, with the query that it knows and the answer of a catalog where the control plane gives none. */
const readOnly = (name: string, path: string, query: readonly string[], fromCatalog: AskCatalog): Operation =>
  row({
    name,
    method: 'GET',
    path,
    query,
    model: { in: 'nowhere' },
    via: 'control-plane',
    answeredBy: { who: 'stand-in', fromCatalog },
  })

/** What exists can depend on the project. */
const PROJECT = 'projectIdentifier'

/**
 * The operations of the control plane that are relayed: those by which clients find out which profiles exist. No other one
 * is ever signed. Source: the service model of `@aws-sdk/client-bedrock` (a test compares).
 */
export const CONTROL_PLANE_OPERATIONS: readonly Operation[] = [
  readOnly(
    'ListInferenceProfiles',
    '/inference-profiles',
    ['maxResults', 'nextToken', 'type', PROJECT],
    (catalog, { query }) => ({
      inferenceProfileSummaries: listedProfiles(catalog).filter(({ type }) => type === (query.type ?? type)),
    }),
  ),
  readOnly(
    'GetInferenceProfile',
    '/inference-profiles/{inferenceProfileIdentifier}',
    [PROJECT],
    (catalog, { labels: [id = ''] }) => findListedProfile(catalog, id),
  ),
  readOnly(
    'ListFoundationModels',
    '/foundation-models',
    ['byProvider', 'byCustomizationType', 'byOutputModality', 'byInferenceType', PROJECT],
    (catalog, { query: { byProvider, byInferenceType } }) => ({
      modelSummaries: listedModels(catalog)
        .filter(({ providerName }) => !byProvider || providerName === byProvider.toLowerCase())
        .filter(({ inferenceTypesSupported }) => !byInferenceType || inferenceTypesSupported.includes(byInferenceType)),
    }),
  ),
  readOnly(
    'GetFoundationModel',
    '/foundation-models/{modelIdentifier}',
    [PROJECT],
    (catalog, { labels: [id = ''] }) => {
      const modelDetails = findListedModel(catalog, id)
      return modelDetails && { modelDetails }
    },
  ),
]
