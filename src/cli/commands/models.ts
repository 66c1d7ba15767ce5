import type { Catalog } from '../../bedrock/catalog.ts'
import { type ListedModel, listModels } from '../../bedrock/list-models.ts'
import { knownRegions, loadSnapshot } from '../../catalog/load-snapshot.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { loadForListing } from '../load-for-listing.ts'
import { modelsByRegionTable, modelsTable } from '../models-table.ts'
import { nothingMatches } from '../nothing-matches.ts'
import { widthOfStream } from '../page-width.ts'
import { paintFor, printLines } from '../print.ts'

/**
 * Prints the foundation models that the Region, or each Region, can reach: what their IDs become, which need a profile,
 * which are on demand, and which the policy refuses.
 * @throws SettingsError, and ProxyStartError where discovery is `live` and AWS does not answer
 */
export async function models(invocation: Invocation): Promise<number> {
  const { argument: text, switches, options } = invocation
  const { stdout, stderr, env, now } = invocation.context
  const { settings, catalogsOf } = await loadForListing(invocation)
  const isEveryRegion = switches.has('all-regions')
  const catalogs = await catalogsOf(isEveryRegion ? knownRegions(loadSnapshot()) : [settings.region])
  const filter = { text, provider: options.provider }
  const listed = catalogs.flatMap((catalog) => listModels(catalog, policyOf(settings), filter))
  const [paint, width] = [paintFor(stdout, env), widthOfStream(stdout)]
  if (switches.has('json')) printLines(stdout, [modelsJson(listed, isEveryRegion)])
  else if (isEveryRegion) printLines(stdout, modelsByRegionTable(listed, paint, width))
  else printLines(stdout, modelsTable(listed, now().toISOString().slice(0, 10), paint, width))
  printLines(stderr, listed.length === 0 ? nothingMatches(filter, catalogs) : [summary(catalogs, settings, listed)])
  return EXIT.ok
}

function modelsJson(listed: readonly ListedModel[], isEveryRegion: boolean): string {
  const entries = listed.map(({ model, region, report }) => ({
    modelId: model.modelId,
    ...(isEveryRegion && { region }),
    ...report,
  }))
  return JSON.stringify(entries, null, 2)
}

function summary(
  catalogs: readonly Catalog[],
  { routing, discovery }: Settings,
  listed: readonly ListedModel[],
): string {
  const models = new Set(listed.map(({ model }) => model.modelId))
  const refused = listed.filter(({ refusal }) => refusal !== undefined).length
  const sources = [...new Set(catalogs.map(({ source, asOf }) => `${source}, ${asOf}`))].slice(0, 1)
  const asked = discovery === 'off' ? '; AWS was not asked: discovery is off' : ''
  const from = catalogs.length === 1 ? catalogs[0]?.region : `${catalogs.length} Regions`
  const note = refused === 0 ? '' : ` The policy refuses ${refused} of them.`
  return `${models.size} foundation models can be reached from ${from} (${sources.join('')}${asked}; routing ${routing}).${note}`
}
