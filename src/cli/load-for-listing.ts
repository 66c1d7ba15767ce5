import { loadCatalogs } from '../app/load-catalogs.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import { isStale, MAX_SNAPSHOT_AGE_DAYS } from '../catalog/is-stale.ts'
import type { LoadedCatalog } from '../catalog/region-catalog.ts'
import type { Settings } from '../settings/settings.ts'
import type { Invocation } from './command-row.ts'
import { loadForCommand } from './load-for-command.ts'
import { paintFor, printLines } from './print.ts'
import { type Progress, startProgress } from './progress.ts'
import { tellFailures } from './tell-failures.ts'

/** What a command needs that prints resolutions. */
export type Listing = {
  readonly settings: Settings
  /** The catalog of a Region; warns where AWS did not list, or of one that is out of date. Rejects where discovery is `live` and AWS does not answer. */
  readonly catalogOf: (region: string) => Promise<Catalog>
  /** The catalogs of Regions, in their order. */
  readonly catalogsOf: (regions: readonly string[]) => Promise<Catalog[]>
}

/**
 * The settings of a command line, and a way to catalogs. Warnings go to standard error, each once.
 * @throws SettingsError
 */
export async function loadForListing(invocation: Invocation): Promise<Listing> {
  const { stderr, env, homeDir, userId, now } = invocation.context
  const { settings, warnings } = await loadForCommand(invocation)
  const warn = warnOnce(invocation)
  warnings.forEach(warn)
  const catalogsOf = async (regions: readonly string[]) => {
    const progress = progressOf(regions, settings, stderr)
    const loaded = await loadCatalogs(
      regions,
      { settings, env, home: { homeDir, userId } },
      { onWarning: warn, onLoaded: progress.step },
    ).finally(progress.end)
    tellFailures(loaded).forEach(warn)
    if (loaded.some(({ catalog }: LoadedCatalog) => isStale(catalog, now()))) warn(STALE)
    return loaded.map(({ catalog }) => catalog)
  }
  const catalogOf = async (region: string) => {
    const [catalog] = await catalogsOf([region])
    return catalog as Catalog
  }
  return { settings, catalogOf, catalogsOf }
}

const STALE = `the snapshot is more than ${MAX_SNAPSHOT_AGE_DAYS} days old: update the proxy, or let it ask AWS.`

function warnOnce({ context: { stderr, env } }: Invocation): (warning: string) => void {
  const paint = paintFor(stderr, env)
  const told = new Set<string>()
  return (warning) => {
    if (!told.has(warning)) printLines(stderr, [`${paint('yellow', 'warning:')} ${warning}`])
    told.add(warning)
  }
}

/** Of one Region nobody has to see how far the asking is, and where AWS is not asked there is none. */
function progressOf(
  regions: readonly string[],
  { discovery }: Settings,
  stderr: Invocation['context']['stderr'],
): Progress {
  if (regions.length === 1 || discovery === 'off') return { step: () => undefined, end: () => undefined }
  return startProgress(stderr, `Asking AWS in ${regions.length} Regions`, regions.length)
}
