import { ProxyError } from './errors.ts'

/** What may say which Region is meant. */
export type RegionClaims = {
  /** The Region that a request path begins with. */
  readonly ofPath?: string | undefined
  /** The Region that an ARN names. */
  readonly ofArn?: string | undefined
  /** The Region where nothing else says one. */
  readonly configured: string
}

/**
 * The Region that is meant: that of the path, of the ARN, or the configured one.
 * @throws ProxyError `contradicting-regions`, and `region-not-allowed` for one of which `isAllowed` is false
 */
export function chooseRegion(
  { ofPath, ofArn, configured }: RegionClaims,
  isAllowed: (region: string) => boolean,
): string {
  if (ofPath !== undefined && ofArn !== undefined && ofPath !== ofArn) throw contradicting(ofPath, ofArn)
  const chosen = ofPath ?? ofArn ?? configured
  if (isAllowed(chosen)) return chosen
  throw notAllowed(chosen, ofPath === undefined ? 'An ARN' : 'The path')
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
