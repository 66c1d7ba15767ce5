import { chooseRegion } from '../../bedrock/choose-region.ts'
import { ProxyError } from '../../bedrock/errors.ts'
import { regionNamedIn } from '../../bedrock/plain-names.ts'
import { reportDecision } from '../../bedrock/resolution-report.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Settings } from '../../settings/settings.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { explainResolution } from '../explain-resolution.ts'
import { loadForListing } from '../load-for-listing.ts'
import { widthOfStream } from '../page-width.ts'
import { paintFor, printLines } from '../print.ts'

/**
 * Prints what becomes of one identifier. Resolves to 1 where the policy refuses it or it is ambiguous.
 * @throws SettingsError, and ProxyError `invalid-model-identifier`, `region-not-allowed`
 */
export async function resolve(invocation: Invocation): Promise<number> {
  const { context, argument: requested, switches } = invocation
  const { settings, catalogOf } = await loadForListing(invocation)
  const catalog = await catalogOf(regionFor(requested, settings))
  const resolution = resolveModel(requested, { catalog, policy: policyOf(settings), takesProfile: true })
  if (resolution.kind === 'invalid') throw new ProxyError('invalid-model-identifier', resolution.why)
  const { stdout, env } = context
  const { discovery } = settings
  const telling = { now: context.now(), paint: paintFor(stdout, env), width: widthOfStream(stdout), discovery }
  printLines(
    stdout,
    switches.has('json')
      ? [JSON.stringify(reportDecision(resolution, catalog))]
      : explainResolution(resolution, catalog, telling),
  )
  return 'resolved' in resolution ? EXIT.ok : EXIT.failed
}

/** The Region to which the proxy would send it. */
function regionFor(requested: string, { region: configured, allowRegions }: Settings): string {
  return chooseRegion({ ofArn: regionNamedIn(requested), configured }, (region) => allowRegions.includes(region))
}
