import type { RegionalAws } from '../aws/connect-aws.ts'
import { isListed } from '../bedrock/catalog.ts'
import type { CatalogKeeper, CatalogStatus } from '../catalog/keep-catalog.ts'
import { keepRegionCatalog } from '../catalog/region-catalog.ts'
import type { RegionalParts } from '../proxy/proxy-parts.ts'
import { createMemory, type Memory } from '../proxy/sending/memory.ts'
import { logCatalogEvents, warnOfStaleCatalog } from '../server/log-catalog.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { AppContext } from './app-context.ts'
import { openRegion } from './open-region.ts'
import { type ConnectedAws, catalogParts } from './prepare-aws.ts'
import { refuseWithoutCatalog } from './refuse-without-catalog.ts'
import type { SettingsInForce } from './settings-in-force.ts'

/** The Regions that requests may be for. */
export type Regions = {
  /** The parts of a Region, which is opened when it is first asked for; undefined for one that is not allowed. */
  inRegion(region: string): RegionalParts | undefined
  /** The parts of the Regions that throttled requests may go to, as the settings in force say; they are opened now. */
  forFailover(): readonly RegionalParts[]
  /** In which of them conversations stay. */
  readonly conversations: Memory
  /** The Regions that are open, the configured one first. */
  opened(): readonly RegionalParts[]
  /** Where the catalog of each open Region is from. */
  statuses(): Readonly<Record<string, CatalogStatus>>
  /** True for an ID that the catalog of an open Region lists. */
  lists(region: string, id: string): boolean
  /** Asks AWS anew for every open Region, in the background. */
  refresh(): void
  /** Forgets what answers have taught in every open Region, and where conversations stay. */
  forget(): void
  /** Ends the asking. */
  stop(): void
}

/** What Regions are opened with. */
export type RegionsSources = {
  readonly context: AppContext
  readonly aws: ConnectedAws
  readonly log: Log
  readonly inForce: SettingsInForce
}

/**
 * Opens the configured Region at once and the others as they are asked for.
 * @throws ProxyStartError where discovery is `live` and AWS does not list the configured Region
 */
export async function openRegions(sources: RegionsSources): Promise<Regions> {
  const { region: configured, allowRegions, discovery } = sources.context.settings
  const opened = new Map<string, OpenRegion>()
  const open = (region: string): OpenRegion => {
    const one = opened.get(region) ?? prepareRegion(region, sources)
    opened.set(region, one)
    return one
  }
  const conversations = createMemory(Date.now, MAX_CONVERSATIONS)
  const first = open(configured)
  if (discovery === 'live') await first.keeper.refresh().catch(refuseWithoutCatalog)
  first.parts()

  return {
    inRegion: (region) => (allowRegions.includes(region) ? open(region).parts() : undefined),
    conversations,
    forFailover: () => sources.inForce.settings().failoverRegions.map((region) => open(region).parts()),
    opened: () => [...opened.values()].map(({ parts }) => parts()),
    statuses: () => Object.fromEntries([...opened].map(([region, { keeper }]) => [region, keeper.status()])),
    lists(region, id) {
      const catalog = opened.get(region)?.keeper.current()
      return catalog !== undefined && isListed(catalog, id)
    },
    refresh() {
      if (discovery === 'off') return
      for (const { keeper } of opened.values()) keeper.refresh().catch(() => undefined)
    },
    forget() {
      conversations.forget()
      for (const { parts } of opened.values()) parts().memory.forget()
    },
    stop() {
      for (const { keeper } of opened.values()) keeper.stop()
    },
  }
}

/** Far more than the conversations that go on at the same time. */
const MAX_CONVERSATIONS = 5_000

/** A Region whose catalog is kept; the keeping begins when its parts are first asked for. */
type OpenRegion = { readonly keeper: CatalogKeeper; readonly parts: () => RegionalParts }

function prepareRegion(region: string, sources: RegionsSources): OpenRegion {
  const { context, aws, log, inForce } = sources
  const regional = aws.inRegion(aws.placeOf(region))
  const withTags = () => inForce.policy().applicationProfileTags.size > 0
  const catalogSources = catalogParts(regional, context, withTags, (message) => log.warn(message))
  const keeper = keepRegionCatalog(
    catalogSources,
    logCatalogEvents(log, context.simulated ? 'the simulated Bedrock' : 'AWS'),
  )
  let parts: RegionalParts | undefined
  return {
    keeper,
    parts() {
      parts ??= startRegion(regional, keeper, sources)
      return parts
    },
  }
}

function startRegion(
  regional: RegionalAws,
  keeper: CatalogKeeper,
  { context: { settings }, log }: RegionsSources,
): RegionalParts {
  const { discovery, maxBodyBytes, idleTimeoutMs } = settings
  const isDiscovering = discovery !== 'off'
  if (isDiscovering) keeper.start()
  else warnOfStaleCatalog(log, keeper.current())
  return openRegion({ aws: regional, keeper, isDiscovering, limits: { maxBodyBytes, idleTimeoutMs } })
}
