import { FLAG_NAMES, type SettingName } from '../settings/settings-table.ts'
import type { CommandRow } from './command-row.ts'

/** The settings of which a command has flags, in the order of its help. Apart from the rows: to list the commands, no setting is loaded. */
export function settingsOf({ settings }: Pick<CommandRow, 'settings'>): readonly SettingName[] {
  return 'allBut' in settings ? FLAG_NAMES.filter((name) => !settings.allBut.includes(name)) : settings
}
