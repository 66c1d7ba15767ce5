import { type LoadedSettings, loadSettings } from '../settings/load-settings.ts'
import type { Invocation } from './command-row.ts'
import { isTerminal } from './print.ts'
import { unknownRegions } from './unknown-regions.ts'

/**
 * The settings of a command line and what is to be said about them.
 * @throws SettingsError
 */
export async function loadForCommand({ context, flags }: Invocation): Promise<LoadedSettings> {
  const { env, cwd, homeDir, stderr } = context
  const loaded = await loadSettings({ flags, env, cwd, homeDir, isTerminal: isTerminal(stderr) })
  return { ...loaded, warnings: [...loaded.warnings, ...unknownRegions(loaded.settings)] }
}
