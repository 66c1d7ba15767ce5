import type { Catalog } from '../../bedrock/catalog.ts'
import { validateIdentifier } from '../../bedrock/model-identifier.ts'
import { type Resolution, resolveModel } from '../../bedrock/resolve-model.ts'
import { EXIT, type Invocation } from '../command-table.ts'
import { explainResolution } from '../explain-resolution.ts'
import { loadForListing } from '../load-for-listing.ts'
import { paintFor, printLines } from '../print.ts'
import { reportResolution } from '../resolution-report.ts'

/**
 * Prints what becomes of one identifier. Resolves to 1 where the routing refuses it.
 * @throws SettingsError, and ProxyError `invalid-model-identifier`
 */
export async function resolve(invocation: Invocation): Promise<number> {
  const { context, argument, switches } = invocation
  const requested = validateIdentifier(argument)
  const { settings, catalog } = await loadForListing(invocation)
  const resolution = resolveModel(requested, { catalog, routing: settings.routing, takesProfile: true })
  const lines = switches.has('json')
    ? [resolutionJson(resolution, catalog)]
    : explainResolution(resolution, catalog, paintFor(context.stdout, context.env))
  printLines(context.stdout, lines)
  return resolution.kind === 'refused' ? EXIT.failed : EXIT.ok
}

function resolutionJson(resolution: Resolution, catalog: Catalog): string {
  const { resolved, kind, reason, geography, destinationRegions, source } = reportResolution(resolution, catalog)
  const { requested, candidates } = resolution
  const { region } = catalog
  return JSON.stringify({
    requested,
    resolved,
    kind,
    reason,
    region,
    geography,
    destinationRegions,
    source,
    candidates,
  })
}
