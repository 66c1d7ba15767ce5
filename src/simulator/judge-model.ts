import { type Catalog, hasProfile, modelOfProfileId } from '../bedrock/catalog.ts'
import { idWithin } from '../bedrock/model-identifier.ts'
import type { Operation } from '../bedrock/operations.ts'
import { Refusal, type RefusalCode } from './refusals.ts'

/**
 * Judges a model identifier as Bedrock does at the endpoint of the catalog's Region; returns where the call may go on.
 * A model has ended where the catalog says so; dates are left out, so that a verdict does not depend on the day.
 * @throws Refusal with Bedrock's words
 */
export function judgeModel(
  identifier: string,
  operation: Pick<Operation, 'name' | 'takesProfile'>,
  catalog: Catalog,
): void {
  if (identifier.startsWith('arn:') && identifier.split(':')[3] !== catalog.region) {
    throw new Refusal('invalid-identifier')
  }
  const id = idWithin(identifier)
  if (id !== undefined && hasEnded(id, catalog)) throw new Refusal('end-of-life')
  const refusal = operation.takesProfile
    ? refusalOfInvocation(id, catalog)
    : refusalOfFoundationModel(id, operation.name, catalog)
  if (refusal) throw new Refusal(refusal, identifier)
}

function hasEnded(id: string, catalog: Catalog): boolean {
  return (catalog.models.get(id) ?? modelOfProfileId(catalog, id))?.hasEnded === true
}

/**
 * Judges a model identifier as bedrock-mantle does, which has IDs of its own and no profiles.
 * @throws Refusal
 */
export function judgeMantleModel(identifier: string, catalog: Catalog): void {
  if (identifier.startsWith('arn:') || modelOfProfileId(catalog, identifier)) {
    throw new Refusal('no-mantle-model', identifier)
  }
}

/** The variants of provisioned throughput, as in `amazon.nova-pro-v1:0:24k`. */
const PROVISIONED_SUFFIX = /:\d+k$/

function refusalOfInvocation(id: string | undefined, catalog: Catalog): RefusalCode | undefined {
  if (id === undefined || hasProfile(catalog, id)) return undefined
  const model = catalog.models.get(id)
  if (model?.onDemand) return undefined
  if (model && model.profiles.length > 0) return 'profile-required'
  const isProvisioned = PROVISIONED_SUFFIX.test(id) && catalog.models.has(id.replace(PROVISIONED_SUFFIX, ''))
  return isProvisioned ? 'provisioned-only' : 'invalid-identifier'
}

/** What is said to a profile ID by the operations that want the foundation model ID. */
const PROFILE_REFUSALS: Readonly<Record<string, RefusalCode>> = { CountTokens: 'no-token-counting' }

function refusalOfFoundationModel(
  id: string | undefined,
  operation: string,
  catalog: Catalog,
): RefusalCode | undefined {
  if (id === undefined || catalog.models.has(id)) return undefined
  return (modelOfProfileId(catalog, id) && PROFILE_REFUSALS[operation]) ?? 'invalid-identifier'
}
