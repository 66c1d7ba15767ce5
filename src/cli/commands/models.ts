import type { Catalog } from '../../bedrock/catalog.ts'
import { knownRegions, loadSnapshot } from '../../catalog/load-snapshot.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { type ListedModel, listModels } from '../list-models.ts'
import { type Listing, loadForListing } from '../load-for-listing.ts'
import { modelsByRegionTable, modelsTable } from '../models-table.ts'
import { paintFor, printLines } from '../print.ts'

/**
 * Prints the foundation models that the Region, or each Region, can reach: what their IDs become, which need a profile,
 * which are on demand, and which the policy refuses.
 * @throws SettingsError, and ProxyStartError where discovery is `live` and AWS does not answer
 */
export async function models(invocation: Invocation): Promise<number> {
  const { argument: text, switches, options } = invocation
  const { stdout, stderr, env, now } = invocation.context
  const listing = await loadForListing(invocation)
  const isEveryRegion = switches.has('all-regions')
  const catalogs = isEveryRegion
    ? await catalogsOfAllRegions(listing)
    : [await listing.catalogOf(listing.settings.region)]
  const filter = { text, provider: options.provider }
  const listed = catalogs.flatMap((catalog) => listModels(catalog, policyOf(listing.settings), filter))
  const paint = paintFor(stdout, env)
  if (switches.has('json')) printLines(stdout, [modelsJson(listed, isEveryRegion)])
  else if (isEveryRegion) printLines(stdout, modelsByRegionTable(listed, paint))
  else printLines(stdout, modelsTable(listed, now().toISOString().slice(0, 10), paint))
  printLines(stderr, [summary(catalogs, listing.settings, listed)])
  return EXIT.ok
}

/** More at once would have AWS throttle them. */
const REGIONS_AT_ONCE = 6

/** In the order of the Regions' names. */
async function catalogsOfAllRegions({ catalogOf }: Listing): Promise<Catalog[]> {
  const regions = knownRegions(loadSnapshot())
  const catalogs: Catalog[] = []
  for (let i = 0; i < regions.length; i += REGIONS_AT_ONCE) {
    catalogs.push(...(await Promise.all(regions.slice(i, i + REGIONS_AT_ONCE).map(catalogOf))))
  }
  return catalogs
}

function modelsJson(listed: readonly ListedModel[], isEveryRegion: boolean): string {
  const entries = listed.map(({ model, region, report }) => ({
    modelId: model.modelId,
    ...(isEveryRegion && { region }),
    ...report,
  }))
  return JSON.stringify(entries, null, 2)
}

function summary(catalogs: readonly Catalog[], { routing }: Settings, listed: readonly ListedModel[]): string {
  const models = new Set(listed.map(({ model }) => model.modelId))
  const refused = listed.filter(({ refusal }) => refusal !== undefined).length
  const sources = [...new Set(catalogs.map(({ source, asOf }) => `${source}, ${asOf}`))].slice(0, 1)
  const from = catalogs.length === 1 ? catalogs[0]?.region : `${catalogs.length} Regions`
  const note = refused === 0 ? '' : ` The policy refuses ${refused} of them.`
  return `${models.size} foundation models can be reached from ${from} (${sources.join('')}; routing ${routing}).${note}`
}
