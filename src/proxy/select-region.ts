import { chooseRegion } from '../bedrock/choose-region.ts'
import { ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import { regionNamedIn } from '../bedrock/plain-names.ts'
import { remembering } from '../http/remembering.ts'
import type { LocatedModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import type { ProxyParts, RegionalParts, Upstream } from './proxy-parts.ts'

/**
 * Picks the Region that a request goes to: the one that its path begins with, the one that an ARN in it names, or the
 * configured one.
 * @throws ProxyError `region-not-allowed`, `contradicting-regions`
 */
export function selectRegion(
  { region: ofPath, labels }: MatchedOperation,
  located: LocatedModel,
  { region: configured, inRegion }: Pick<ProxyParts, 'region' | 'inRegion'>,
): RegionalParts {
  const named = located.in === 'nowhere' ? labels : [located.identifier]
  const ofArn = named.map(regionIn).find((region) => region !== '') || undefined
  const isAllowed = (region: string) => inRegion(region) !== undefined
  return inRegion(chooseRegion({ ofPath, ofArn, configured }, isAllowed)) as RegionalParts
}

/** Empty where a name holds none. */
const regionIn = remembering((name) => regionNamedIn(name) ?? '')

/**
 * Picks the endpoint of the Region that an operation goes to, and the lane that leads there; none for what goes nowhere.
 * @throws ProxyError `unknown-operation` for the mantle where it is off
 */
export function selectUpstream(
  { via }: Operation,
  { upstreams }: Pick<RegionalParts, 'upstreams'>,
): Upstream | undefined {
  if (via === 'nowhere') return undefined
  const upstream = upstreams[via]
  if (upstream) return upstream
  throw new ProxyError(
    'unknown-operation',
    'This proxy does not serve bedrock-mantle. Start it with --mantle, or use the same path without /mantle for bedrock-runtime.',
  )
}
