import { ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import type { RegionalParts, Upstream } from './proxy-parts.ts'

/**
 * Picks the endpoint of the Region that an operation goes to, and the lane that leads there.
 * @throws ProxyError `unknown-operation` for the mantle where it is off
 */
export function selectUpstream({ via }: Operation, { upstreams }: Pick<RegionalParts, 'upstreams'>): Upstream {
  const upstream = upstreams[via]
  if (upstream) return upstream
  throw new ProxyError(
    'unknown-operation',
    'This proxy does not serve bedrock-mantle. Start it with --mantle, or use the same path without /mantle for bedrock-runtime.',
  )
}
