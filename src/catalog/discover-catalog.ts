import type { ControlPlane } from '../aws/control-plane.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import { catalogFromListings } from './catalog-from-listings.ts'
import type { Snapshot } from './load-snapshot.ts'

/** Asks the control plane what is callable from a Region: the one source that is never stale. */
export async function discoverCatalog(
  region: string,
  controlPlane: ControlPlane,
  snapshot: Snapshot,
  now = () => new Date(),
): Promise<Catalog> {
  const [profiles, models] = await Promise.all([
    controlPlane.listInferenceProfiles(),
    controlPlane.listFoundationModels(),
  ])
  return catalogFromListings(region, profiles, models, snapshot, now().toISOString())
}
