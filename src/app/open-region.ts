import { CONTROL_PLANE_TIMEOUT_MS, type RegionalAws, type ServiceEndpoint } from '../aws/connect-aws.ts'
import type { CatalogKeeper } from '../catalog/keep-catalog.ts'
import { within } from '../catalog/within.ts'
import { loadedOnce } from '../http/loaded-once.ts'
import { createBidirectionalLane } from '../proxy/both-ways/bidirectional-lane.ts'
import type { Lane } from '../proxy/exchange.ts'
import { createInferenceLane } from '../proxy/lanes/inference-lane.ts'
import type { RegionalParts, Upstream } from '../proxy/proxy-parts.ts'
import type { BodyLimits } from '../proxy/read-body.ts'
import { createMemory } from '../proxy/sending/memory.ts'

/** What a Region is put together from. */
export type RegionSources = {
  readonly aws: RegionalAws
  readonly keeper: CatalogKeeper
  /** False where AWS is never asked. */
  readonly isDiscovering: boolean
  readonly limits: BodyLimits
}

/** A first request, and one that Bedrock refused, wait no longer for AWS's listing; then an older catalog serves. */
const LISTING_LIMIT_MS = 2_000
/** However many identifiers Bedrock refuses, AWS is not asked more often. */
const REFRESH_INTERVAL_MS = 30_000

/** The parts of a Region that requests are served with. */
export function openRegion({ aws, keeper, isDiscovering, limits }: RegionSources): RegionalParts {
  const { idleTimeoutMs } = limits
  const inferenceLane = createInferenceLane(aws.pool, aws.runtime.origin, idleTimeoutMs)
  const controlLane = createInferenceLane(aws.controlPool, aws.controlPlane.origin, CONTROL_PLANE_TIMEOUT_MS)
  const relayLane = lazyLane(() => loadRelayLane(aws, idleTimeoutMs))
  const upstream = ({ host }: URL, lane: Lane): Upstream => ({ host, service: 'bedrock', lane })
  return {
    region: aws.region,
    catalog: keeper.current,
    catalogReady: firstListing(keeper, isDiscovering),
    refreshCatalog: async () =>
      isDiscovering && (await within(LISTING_LIMIT_MS, keeper.refreshAtMostEvery(REFRESH_INTERVAL_MS))),
    memory: createMemory(),
    bidirectional: createBidirectionalLane(aws.sessions, limits),
    upstreams: {
      inference: upstream(aws.runtime, inferenceLane),
      relay: upstream(aws.runtime, relayLane),
      'control-plane': upstream(aws.controlPlane, controlLane),
      mantle: aws.mantle && mantleUpstream(aws.mantle, idleTimeoutMs),
    },
  }
}

function mantleUpstream({ url, pool }: ServiceEndpoint, idleTimeoutMs: number): Upstream {
  return { host: url.host, service: 'bedrock-mantle', lane: createInferenceLane(pool, url.origin, idleTimeoutMs) }
}

/** Waits for AWS's first listing, until it is there or its time is up; from then on nobody waits. */
function firstListing(keeper: CatalogKeeper, isDiscovering: boolean): RegionalParts['catalogReady'] {
  let isOver = !isDiscovering
  const listing =
    isDiscovering &&
    keeper.ready(LISTING_LIMIT_MS).then(() => {
      isOver = true
    })
  return () => (isOver ? undefined : Promise.resolve(listing))
}

/** Requests that name no model are rare: their lane is loaded with the first of them. */
async function loadRelayLane(aws: RegionalAws, idleTimeoutMs: number): Promise<Lane> {
  const { createRelayLane } = await import('../proxy/lanes/relay-lane.ts')
  return createRelayLane(aws.runtime, aws.relayAgent(), idleTimeoutMs)
}

/** A lane whose parts are loaded with its first request; what failed to load is tried again with the next. */
export function lazyLane(load: () => Promise<Lane>): Lane {
  const loaded = loadedOnce(load)
  return async (request, departure) => {
    const lane = await loaded()
    return lane(request, departure)
  }
}
