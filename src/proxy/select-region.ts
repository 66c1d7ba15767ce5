import { ProxyError } from '../bedrock/errors.ts'
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
  if (ofPath !== undefined && ofArn !== undefined && ofPath !== ofArn) throw contradicting(ofPath, ofArn)
  const chosen = ofPath ?? ofArn ?? configured
  const parts = inRegion(chosen)
  if (!parts) throw notAllowed(chosen, ofPath === undefined ? 'An ARN' : 'The path')
  await parts.catalogReady()
  return parts
}

function contradicting(ofPath: string, ofArn: string): ProxyError {
  return new ProxyError(
    'contradicting-regions',
    `The path of this request names ${ofPath}, and the ARN in it ${ofArn}. Send it under the Region of the ARN.`,
  )
}

function notAllowed(region: string, what: string): ProxyError {
  return new ProxyError(
    'region-not-allowed',
    `${what} of this request names ${region}, a Region that this proxy may not call. Add it to --allow-regions, or ask for a model of another Region.`,
  )
}
