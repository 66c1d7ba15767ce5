import type { Catalog } from '../../bedrock/catalog.ts'
import { chooseRegion } from '../../bedrock/choose-region.ts'
import { regionOfArn, validateIdentifier } from '../../bedrock/model-identifier.ts'
import type { Resolution } from '../../bedrock/resolution.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { EXIT, type Invocation } from '../command-table.ts'
import { explainResolution } from '../explain-resolution.ts'
import { loadForListing } from '../load-for-listing.ts'
import { paintFor, printLines } from '../print.ts'
import { reportResolution } from '../resolution-report.ts'

/**
 * Prints what becomes of one identifier. Resolves to 1 where the policy refuses it or it is ambiguous.
 * @throws SettingsError, and ProxyError `invalid-model-identifier`, `region-not-allowed`
 */
export async function resolve(invocation: Invocation): Promise<number> {
  const { context, argument, switches } = invocation
  const requested = validateIdentifier(argument)
  const { settings, catalogOf } = await loadForListing(invocation)
  const catalog = await catalogOf(regionFor(requested, settings))
  const resolution = resolveModel(requested, { catalog, policy: policyOf(settings), takesProfile: true })
  const lines = switches.has('json')
    ? [resolutionJson(resolution, catalog)]
    : explainResolution(resolution, catalog, context.now(), paintFor(context.stdout, context.env))
  printLines(context.stdout, lines)
  return 'resolved' in resolution ? EXIT.ok : EXIT.failed
}

/** The Region to which the proxy would send it. */
function regionFor(requested: string, { region: configured, allowRegions }: Settings): string {
  return chooseRegion({ ofArn: regionOfArn(requested), configured }, (region) => allowRegions.includes(region))
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
