import { ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import type { Resolution } from '../bedrock/resolve-model.ts'
import type { LocatedModel } from './locate-model.ts'
import type { ProxyParts } from './proxy-parts.ts'
import { resolveAndRemember } from './remember-resolutions.ts'

/** A Resolution that lets the request go on. */
export type Passed = Exclude<Resolution, { kind: 'refused' }>

/**
 * Resolves the model of a request against the catalog in force; undefined for a request that names none.
 * @throws ProxyError `routing-refused`
 */
export function resolveRequestedModel(
  { takesProfile }: Operation,
  located: LocatedModel,
  { catalog, routing }: Pick<ProxyParts, 'catalog' | 'routing'>,
): Passed | undefined {
  if (located.in === 'nowhere') return undefined
  const resolution = resolveAndRemember(located.identifier, { catalog: catalog(), routing, takesProfile })
  if (resolution.kind === 'refused') throw new ProxyError('routing-refused', resolution.why)
  return resolution
}
