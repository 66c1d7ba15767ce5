import { type LoadedSettings, loadSettings } from '../settings/load-settings.ts'
import type { Invocation } from './command-row.ts'
import { idlePatterns } from './idle-patterns.ts'
import { isTerminal } from './page-width.ts'
import { unknownRegions } from './unknown-regions.ts'

/**
 * The settings of a command line and what is to be said about them. The log goes to standard error, unless it is said that
 * no person reads it.
 * @throws SettingsError
 */
export async function loadForCommand(
  { context, flags }: Invocation,
  isLogOnTerminal = isTerminal(context.stderr),
): Promise<LoadedSettings> {
  const { env, cwd, homeDir } = context
  const loaded = await loadSettings({ flags, env, cwd, homeDir, isTerminal: isLogOnTerminal })
  const { warnings, settings } = loaded
  return { ...loaded, warnings: [...warnings, ...unknownRegions(settings), ...idlePatterns(settings)] }
}
