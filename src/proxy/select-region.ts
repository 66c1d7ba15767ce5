import { chooseRegion } from '../bedrock/choose-region.ts'
import { regionOfArn } from '../bedrock/model-identifier.ts'
import type { LocatedModel } from './locate-model.ts'
import type { MatchedOperation } from './match-operation.ts'
import type { ProxyParts, RegionalParts } from './proxy-parts.ts'

/**
 * Picks the Region that a request goes to: the one that its path begins with, the one that an ARN in it names, or the
 * configured one. Waits for that Region's catalog where it is asked for the first time.
 * @throws ProxyError `region-not-allowed`, `contradicting-regions`
 */
export async function selectRegion(
  { region: ofPath, labels }: MatchedOperation,
  located: LocatedModel,
  { region: configured, inRegion }: Pick<ProxyParts, 'region' | 'inRegion'>,
): Promise<RegionalParts> {
  const named = located.in === 'nowhere' ? labels : [located.identifier]
  const ofArn = named.map(regionOfArn).find((region) => region !== undefined)
  const isAllowed = (region: string) => inRegion(region) !== undefined
  const region = chooseRegion({ ofPath, ofArn, configured }, isAllowed)
  const parts = inRegion(region) as RegionalParts
  await parts.catalogReady()
  return parts
}
