import type { Catalog } from '../bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../catalog/load-snapshot.ts'
import { loadRegionCatalog } from '../catalog/region-catalog.ts'
import type { AwsContext } from './app-context.ts'
import { catalogParts, prepareAws } from './prepare-aws.ts'
import { refuseWithoutCatalog } from './refuse-without-catalog.ts'

/**
 * The catalog of a Region for one command: live where discovery allows it and AWS answers, else the last good one, else
 * the snapshot.
 * @throws ProxyStartError where discovery is `live` and AWS does not answer
 */
export async function loadCatalog(
  region: string,
  context: AwsContext,
  onWarning: (message: string) => void,
): Promise<Catalog> {
  const { discovery, applicationProfileTags } = context.settings
  if (discovery === 'off') return catalogFromSnapshot(loadSnapshot(), region)
  const aws = await prepareAws(context)
  try {
    const parts = catalogParts(
      aws.inRegion(aws.placeOf(region)),
      context,
      () => applicationProfileTags.size > 0,
      onWarning,
    )
    const { catalog, failure } = await loadRegionCatalog(parts)
    return discovery === 'live' && failure !== undefined ? refuseWithoutCatalog(failure) : catalog
  } finally {
    await aws.close()
  }
}
