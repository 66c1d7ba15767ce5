import { loadCatalog } from '../app/load-catalog.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import type { Settings } from '../settings/settings.ts'
import type { Invocation } from './command-table.ts'
import { loadForCommand } from './load-for-command.ts'
import { paintFor, printLines } from './print.ts'

/**
 * What a command needs that prints resolutions: its settings and the catalog. Warnings go to standard error.
 * @throws SettingsError, and ProxyStartError where discovery is `live` and AWS does not answer
 */
export async function loadForListing(invocation: Invocation): Promise<{ settings: Settings; catalog: Catalog }> {
  const { stderr, env, homeDir, userId } = invocation.context
  const { settings, warnings } = await loadForCommand(invocation)
  const paint = paintFor(stderr, env)
  const warn = (warning: string) => printLines(stderr, [`${paint('yellow', 'warning:')} ${warning}`])
  warnings.forEach(warn)
  return { settings, catalog: await loadCatalog(settings.region, { settings, env, home: { homeDir, userId } }, warn) }
}
