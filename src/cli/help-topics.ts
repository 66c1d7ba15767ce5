import { nearestName } from '../bedrock/nearest-names.ts'
import type { SettingRow } from '../settings/setting-row.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from '../settings/settings-table.ts'
import { alignColumns, foldWords } from './columns.ts'
import { COMMANDS } from './command-table.ts'

/** What `help TOPIC` is about: a command, which has its own help, a setting, or nothing that there is. */
export type Topic =
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'setting'; readonly row: SettingRow }
  | { readonly kind: 'unknown'; readonly nearest: string | undefined }

/** Finds a command by its name, or a setting by its key, with or without dashes before it. */
export function findTopic(text: string): Topic {
  const commands = COMMANDS.map(({ name }) => name)
  if (commands.includes(text)) return { kind: 'command', name: text }
  const key = text.replace(/^--/, '')
  const rows = SETTING_NAMES.map((name) => SETTINGS_TABLE[name])
  const row = rows.find((one) => one.key === key)
  if (row) return { kind: 'setting', row }
  return { kind: 'unknown', nearest: nearestName(key, [...commands, ...rows.map((one) => one.key)]) }
}

/** Everything that is to be said of a setting, in lines of at most `width`. */
export function settingTopic(row: SettingRow, width: number): string[] {
  const { key, isMapping, env, secretFileEnv, placeholder, default: value, otherwise, help, note, changes } = row
  const facts = [
    ['Flag', isMapping ? '–' : `--${key}${placeholder === undefined ? '' : ` ${placeholder}`}`],
    ['Environment', [...env, ...(secretFileEnv ? [secretFileEnv] : [])].join(', ') || '–'],
    ['File key', key],
    ['Default', value || otherwise || 'none'],
    ['A change', changes === undefined ? 'takes effect with the next start' : 'of the file takes effect at once'],
  ]
  return [...foldWords(note === undefined ? help : `${help} ${note}`, width), '', ...alignColumns(facts, width)]
}
