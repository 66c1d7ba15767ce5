import type { Catalog } from '../bedrock/catalog.ts'
import type { Policy } from '../bedrock/policy.ts'
import { resolutionHeaders } from './account/resolution-headers.ts'
import { shownName } from './account/shown-names.ts'
import type { LocatedModel } from './locate-model.ts'
import { type MatchedOperation, operationPath } from './match-operation.ts'
import type { RegionalParts, Upstream } from './proxy-parts.ts'
import { checkAccounts, type ResolvedModel, resolveRequestedModel } from './resolve-requested-model.ts'
import { selectUpstream } from './select-region.ts'

/**
 * What is decided of a request by its target, the model that it names, the catalog and the policy, and by nothing else. What answers
 * have taught is no part of it: that is asked for each request (`firstAttempt`).
 */
export type Plan = {
  readonly region: RegionalParts
  readonly catalog: Catalog
  readonly policy: Policy
  /** Undefined for what goes nowhere. */
  readonly upstream: Upstream | undefined
  /** Undefined for a request that names no model. */
  readonly resolution: ResolvedModel | undefined
  /** The path upstream under that resolution. */
  readonly path: string
  /** The headers that tell the client of that resolution, as a flat list. */
  readonly ownHeaders: readonly string[]
}

/**
 * Makes the plan of a request, or finds the one that was made for such a request before and still holds: each is for one catalog and
 * one policy, which are values, and gone when another takes their place (docs/decisions/0033).
 * @throws ProxyError `unknown-operation`, and as `checkAccounts` and `resolveRequestedModel` do
 */
export function planRequest(
  matched: MatchedOperation,
  located: LocatedModel,
  region: RegionalParts,
  policy: Policy,
): Plan {
  const identifier = located.in === 'nowhere' ? '' : located.identifier
  const known = PLANS.get(matched)?.get(identifier)
  const catalog = region.catalog()
  if (known?.region === region && known.catalog === catalog && known.policy === policy) return known
  const plan = decide(matched, located, { region, catalog, policy })
  keep(matched, identifier, plan)
  return plan
}

type Grounds = Pick<Plan, 'region' | 'catalog' | 'policy'>

function decide(matched: MatchedOperation, located: LocatedModel, grounds: Grounds): Plan {
  const { operation, labels } = matched
  const { region, catalog, policy } = grounds
  const upstream = selectUpstream(operation, region)
  checkAccounts(matched, policy)
  const resolution = resolveRequestedModel(operation, located, catalog, policy)
  const sent = located.in === 'path' && resolution ? [resolution.resolved] : labels
  const ownHeaders = resolutionHeaders(resolution, located.in === 'nowhere' ? undefined : shownName(located.identifier))
  return { ...grounds, upstream, resolution, path: operationPath(operation, sent), ownHeaders }
}

/** Those of the targets that are remembered, each by the model that a body may name beside. */
const PLANS = new WeakMap<MatchedOperation, Map<string, Plan>>()

/** Far more than the models that clients ask one route for. */
const MAX_KEPT = 100

function keep(matched: MatchedOperation, identifier: string, plan: Plan): void {
  const plans = PLANS.get(matched) ?? new Map<string, Plan>()
  if (plans.size >= MAX_KEPT && !plans.has(identifier)) plans.clear()
  PLANS.set(matched, plans.set(identifier, plan))
}
