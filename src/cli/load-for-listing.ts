import { loadCatalog } from '../app/load-catalog.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import { isStale, MAX_SNAPSHOT_AGE_DAYS } from '../catalog/is-stale.ts'
import type { Settings } from '../settings/settings.ts'
import type { Invocation } from './command-row.ts'
import { loadForCommand } from './load-for-command.ts'
import { paintFor, printLines } from './print.ts'

/** What a command needs that prints resolutions. */
export type Listing = {
  readonly settings: Settings
  /** The catalog of a Region; warns of one that is out of date. Rejects where discovery is `live` and AWS does not answer. */
  readonly catalogOf: (region: string) => Promise<Catalog>
}

/**
 * The settings of a command line, and a way to catalogs. Warnings go to standard error, each once.
 * @throws SettingsError
 */
export async function loadForListing(invocation: Invocation): Promise<Listing> {
  const { stderr, env, homeDir, userId, now } = invocation.context
  const { settings, warnings } = await loadForCommand(invocation)
  const paint = paintFor(stderr, env)
  const told = new Set<string>()
  const warn = (warning: string) => {
    if (!told.has(warning)) printLines(stderr, [`${paint('yellow', 'warning:')} ${warning}`])
    told.add(warning)
  }
  warnings.forEach(warn)
  return {
    settings,
    async catalogOf(region) {
      const catalog = await loadCatalog(region, { settings, env, home: { homeDir, userId } }, warn)
      if (isStale(catalog, now())) warn(STALE)
      return catalog
    },
  }
}

const STALE = `the snapshot is more than ${MAX_SNAPSHOT_AGE_DAYS} days old: update the proxy, or let it ask AWS.`
