import { type LoadedSettings, loadSettings } from '../settings/load-settings.ts'
import type { Invocation } from './command-table.ts'
import { isTerminal } from './print.ts'

/**
 * The settings of a command line and what is to be said about them.
 * @throws SettingsError
 */
export function loadForCommand({ context, flags }: Invocation): Promise<LoadedSettings> {
  const { env, cwd, homeDir, stderr } = context
  return loadSettings({ flags, env, cwd, homeDir, isTerminal: isTerminal(stderr) })
}
