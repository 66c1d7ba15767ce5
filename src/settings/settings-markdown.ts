import { SETTING_NAMES, SETTINGS_TABLE, type SettingRow } from './settings-table.ts'

const HEADINGS = ['Flag', 'Environment', 'File key', 'Default', 'Meaning']

/** The settings table as Markdown, as it stands in the README. Ends without a line break. */
export function settingsMarkdown(): string {
  const rows = SETTING_NAMES.map((name) => cellsOf(SETTINGS_TABLE[name]))
  return [HEADINGS, HEADINGS.map(() => '---'), ...rows].map(line).join('\n')
}

function cellsOf({ key, env, secretFileEnv, default: value, otherwise, help }: Omit<SettingRow, 'schema'>): string[] {
  const variables = [...env, ...(secretFileEnv ? [secretFileEnv] : [])]
  return [code(`--${key}`), variables.map(code).join(', '), code(key), value ? code(value) : (otherwise ?? '–'), help]
}

function code(text: string): string {
  return `\`${text}\``
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
