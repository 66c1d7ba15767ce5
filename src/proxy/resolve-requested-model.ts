import type { Catalog } from '../bedrock/catalog.ts'
import { type ErrorCode, ProxyError } from '../bedrock/errors.ts'
import { accountRefusal } from '../bedrock/model-rules.ts'
import type { Operation, Resolver } from '../bedrock/operations.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { NotResolved, Resolution } from '../bedrock/resolution.ts'
import { resolveForMantle } from '../bedrock/resolve-for-mantle.ts'
import type { LocatedModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import { resolveAndRemember } from './remember-resolutions.ts'

/** A Resolution that lets the request go on. */
export type ResolvedModel = Exclude<Resolution, NotResolved>

/**
 * Resolves the model of a request against the catalog in force; undefined for a request that names none.
 * @throws ProxyError `policy-refused`, `ambiguous-model`, `invalid-model-identifier`
 */
export function resolveRequestedModel(
  { takesProfile, takesApplicationProfile, resolvedBy }: Operation,
  located: LocatedModel,
  catalog: Catalog,
  policy: Policy,
): ResolvedModel | undefined {
  if (located.in === 'nowhere' || resolvedBy === 'nothing') return undefined
  const resolution = RESOLVERS[resolvedBy](located.identifier, {
    catalog,
    policy,
    takesProfile,
    takesApplicationProfile,
  })
  if (!('resolved' in resolution)) throw new ProxyError(NOT_RESOLVED[resolution.kind], resolution.why)
  return resolution
}

const RESOLVERS: Readonly<Record<Exclude<Resolver, 'nothing'>, typeof resolveAndRemember>> = {
  catalog: resolveAndRemember,
  mantle: resolveForMantle,
}

const NOT_RESOLVED: Record<NotResolved['kind'], ErrorCode> = {
  refused: 'policy-refused',
  ambiguous: 'ambiguous-model',
  invalid: 'invalid-model-identifier',
}

/**
 * Holds ARNs in a path that name no model, such as a guardrail's, to the accounts of the policy. Those that name one are
 * judged when they are resolved.
 * @throws ProxyError `policy-refused`
 */
export function checkAccounts({ operation, labels }: MatchedOperation, policy: Policy): void {
  if (operation.model.in !== 'nowhere') return
  for (const label of labels) {
    const why = accountRefusal(label, policy)
    if (why === undefined) continue
    throw new ProxyError(
      'policy-refused',
      `The policy of this proxy refuses ${label}: ${why}. Name a resource of an account that it lists.`,
    )
  }
}
