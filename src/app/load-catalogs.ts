import type { Identity } from '../aws/identity.ts'
import { catalogFromSnapshot, loadSnapshot } from '../catalog/load-snapshot.ts'
import {
  type LoadedCatalog,
  loadRegionCatalog,
  type RegionCatalogParts,
  storedRegionCatalog,
} from '../catalog/region-catalog.ts'
import { within } from '../catalog/within.ts'
import type { AwsContext } from './app-context.ts'
import type { ConnectedAws } from './prepare-aws.ts'
import { refuseWithoutCatalog } from './refuse-without-catalog.ts'

/** Who hears of what happens on the way. */
export type CatalogLoading = {
  readonly onWarning: (message: string) => void
  /** One more Region is done. */
  readonly onLoaded?: () => void
}

/** Each Region has an endpoint and a quota of its own; this is for the connections. */
const REGIONS_AT_ONCE = 12
/** Longer than a listing may take; a network that swallows everything must not hold up one Region after the other. */
const LIMIT_MS = 12_000

/**
 * The catalogs of Regions for one command, in their order: live where discovery allows it and AWS answers, else the last good
 * one, else the snapshot, with what kept AWS from listing. Credentials are looked up once for them all.
 * @throws ProxyStartError where discovery is `live` and AWS does not answer
 */
export async function loadCatalogs(
  regions: readonly string[],
  context: AwsContext,
  { onWarning, onLoaded = () => undefined }: CatalogLoading,
): Promise<LoadedCatalog[]> {
  const { discovery, applicationProfileTags } = context.settings
  if (discovery === 'off') return regions.map((region) => ({ catalog: catalogFromSnapshot(loadSnapshot(), region) }))
  const withTags = () => applicationProfileTags.size > 0
  // Who does not ask AWS loads nothing of what it takes to ask.
  const { catalogParts, prepareAws } = await import('./prepare-aws.ts')
  const aws = await prepareAws(context)
  try {
    const list = await listing(aws)
    const loaded = await inTurns(regions, async (region) => {
      const one = await list(catalogParts(aws.inRegion(aws.placeOf(region)), context, withTags, onWarning))
      onLoaded()
      return one
    })
    const failure = loaded.find((one) => one.failure !== undefined)?.failure
    return discovery === 'live' && failure !== undefined ? refuseWithoutCatalog(failure) : loaded
  } finally {
    await aws.close()
  }
}

/** How a Region is listed: by AWS until the time is up, or by what is stored where nobody can sign. */
async function listing({ identity }: ConnectedAws): Promise<(parts: RegionCatalogParts) => Promise<LoadedCatalog>> {
  const endsAt = Date.now() + LIMIT_MS
  const failure = await failureOf(identity)
  if (failure !== undefined) return async (parts) => ({ catalog: await storedRegionCatalog(parts), failure })
  return async (parts) => {
    const loading = loadRegionCatalog(parts)
    let loaded: LoadedCatalog | undefined
    await within(
      endsAt - Date.now(),
      loading.then((one) => {
        loaded = one
      }),
    )
    return (
      loaded ?? { catalog: await storedRegionCatalog(parts), failure: new DOMException('too late', 'TimeoutError') }
    )
  }
}

async function failureOf(identity: Identity): Promise<unknown> {
  return identity.check().then(
    () => undefined,
    (failure: unknown) => failure,
  )
}

/** The results in the order of the items, some of which are worked on at a time. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const waiting = [...items.entries()]
  const workInTurn = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: REGIONS_AT_ONCE }, workInTurn))
  return results
}
