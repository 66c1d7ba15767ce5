import type { Catalog } from '../bedrock/catalog.ts'
import { type ErrorCode, ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { NotResolved, Resolution } from '../bedrock/resolution.ts'
import { resolveForMantle } from '../bedrock/resolve-for-mantle.ts'
import type { LocatedModel } from './locate-model.ts'
import { resolveAndRemember } from './remember-resolutions.ts'

/** A Resolution that lets the request go on. */
export type Passed = Exclude<Resolution, NotResolved>

/**
 * Resolves the model of a request against the catalog in force; undefined for a request that names none.
 * @throws ProxyError `policy-refused`, `ambiguous-model`
 */
export function resolveRequestedModel(
  { takesProfile, via }: Operation,
  located: LocatedModel,
  catalog: Catalog,
  policy: Policy,
): Passed | undefined {
  if (located.in === 'nowhere') return undefined
  const resolution =
    via === 'mantle'
      ? resolveForMantle(located.identifier, { catalog, policy })
      : resolveAndRemember(located.identifier, { catalog, policy, takesProfile })
  if (!('resolved' in resolution)) throw new ProxyError(NOT_RESOLVED[resolution.kind], resolution.why)
  return resolution
}

const NOT_RESOLVED: Record<NotResolved['kind'], ErrorCode> = {
  refused: 'policy-refused',
  ambiguous: 'ambiguous-model',
  invalid: 'invalid-model-identifier',
}
