import type { ControlPlane } from '../aws/control-plane.ts'
import type { ApplicationProfile, Catalog } from '../bedrock/catalog.ts'
import type { CatalogCopy } from './catalog-copy.ts'
import { type Discovery, discoverCatalog } from './discover-catalog.ts'
import { type CatalogEvents, type CatalogKeeper, keepCatalog } from './keep-catalog.ts'
import { catalogFromSnapshot, type Snapshot } from './load-snapshot.ts'

/** Where the catalog of a Region comes from. */
export type RegionCatalogParts = {
  readonly region: string
  readonly snapshot: Snapshot
  /** Connected when it is first asked for. */
  readonly controlPlane: () => Promise<ControlPlane>
  /** None where nothing is to be kept on disk. */
  readonly copy?: CatalogCopy | undefined
  /** True while the settings choose application profiles by their tags. */
  readonly withTags?: () => boolean
}

/** Keeps the catalog of a Region for as long as the proxy runs; asks nobody before it is started. */
export function keepRegionCatalog(parts: RegionCatalogParts, events: CatalogEvents): CatalogKeeper {
  const { region, snapshot, copy } = parts
  const discoverAgain = ({ applicationProfiles }: Catalog) => discover(parts, applicationProfiles)
  return keepCatalog({ snapshot: catalogFromSnapshot(snapshot, region), copy, discover: discoverAgain }, events)
}

/** A catalog for once, and why it is not live where it is not. */
export type LoadedCatalog = { readonly catalog: Catalog; readonly failure?: unknown }

/** Asks AWS once; where it does not list, the last good copy stands in, else the snapshot. Never rejects. */
export async function loadRegionCatalog(parts: RegionCatalogParts): Promise<LoadedCatalog> {
  try {
    const { catalog } = await discover(parts, [])
    await parts.copy?.write(catalog)
    return { catalog }
  } catch (failure) {
    return { catalog: await storedRegionCatalog(parts), failure }
  }
}

/** What is known without AWS: the last good copy, else the snapshot. Never rejects. */
export async function storedRegionCatalog({ region, snapshot, copy }: RegionCatalogParts): Promise<Catalog> {
  return (await copy?.read()) ?? catalogFromSnapshot(snapshot, region)
}

async function discover(
  { region, controlPlane, snapshot, withTags = () => false }: RegionCatalogParts,
  known: readonly ApplicationProfile[],
): Promise<Discovery> {
  return discoverCatalog(region, await controlPlane(), snapshot, { withTags: withTags(), known })
}
