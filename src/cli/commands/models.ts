import { type Catalog, type FoundationModel, isReachable } from '../../bedrock/catalog.ts'
import type { Policy } from '../../bedrock/policy.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import type { Routing } from '../../bedrock/routing.ts'
import { policyOf } from '../../settings/policy-of.ts'
import { EXIT, type Invocation } from '../command-table.ts'
import { loadForListing } from '../load-for-listing.ts'
import { alignColumns, type Paint, paintFor, printLines } from '../print.ts'
import { type ResolutionReport, reportResolution } from '../resolution-report.ts'

/**
 * Prints the foundation models that the Region can reach under the routing, sorted by ID, and tells on standard error
 * how many the routing leaves out.
 * @throws SettingsError
 */
export async function models(invocation: Invocation): Promise<number> {
  const { context, switches } = invocation
  const { stdout, stderr, env, now } = context
  const { settings, catalog } = await loadForListing(invocation)
  const all = listModels(catalog, policyOf(settings))
  const listed = all.filter(({ report }) => report.kind !== 'refused')
  const today = now().toISOString().slice(0, 10)
  printLines(stdout, switches.has('json') ? [modelsJson(listed)] : modelsTable(listed, today, paintFor(stdout, env)))
  printLines(stderr, summary(catalog, settings.routing, listed.length, all.length - listed.length))
  return EXIT.ok
}

type ListedModel = { readonly model: FoundationModel; readonly report: ResolutionReport }

function listModels(catalog: Catalog, policy: Policy): ListedModel[] {
  return [...catalog.models.values()]
    .filter(isReachable)
    .sort((a, b) => (a.modelId < b.modelId ? -1 : 1))
    .map((model) => {
      const resolution = resolveModel(model.modelId, { catalog, policy, takesProfile: true })
      return { model, report: reportResolution(resolution, catalog) }
    })
}

function modelsJson(listed: readonly ListedModel[]): string {
  return JSON.stringify(
    listed.map(({ model, report }) => ({ modelId: model.modelId, ...report })),
    null,
    2,
  )
}

const HEADINGS = ['MODEL ID', 'RESOLVES TO', 'GEOGRAPHY', 'NOTE']

function modelsTable(listed: readonly ListedModel[], today: string, paint: Paint): string[] {
  const rows = listed.map(({ model, report }) => [
    model.modelId,
    report.kind === 'unchanged' ? paint('dim', 'itself, on demand') : (report.resolved ?? ''),
    report.geography ?? '–',
    paint('yellow', endOfLifeNote(model, today)),
  ])
  return alignColumns([HEADINGS.map((heading) => paint('bold', heading)), ...rows])
}

function endOfLifeNote({ endOfLife }: FoundationModel, today: string): string {
  if (!endOfLife) return ''
  return endOfLife < today ? `ended ${endOfLife}` : `ends ${endOfLife}`
}

function summary({ region, source, asOf }: Catalog, routing: Routing, listed: number, refused: number): string[] {
  const found = `${listed} foundation models can be reached from ${region} (${source}, ${asOf}; routing ${routing}).`
  return refused === 0 ? [found] : [found, `${refused} more are left out because routing ${routing} refuses them.`]
}
