import type { SettingRow } from './setting-row.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

const HEADINGS = ['Flag', 'Environment', 'File key', 'Default', 'Meaning']

/** The settings table as Markdown, as it stands in docs/settings.md; ↻ marks what can change while the proxy runs. Ends without a line break. */
export function settingsMarkdown(): string {
  const rows = SETTING_NAMES.map((name) => cellsOf(SETTINGS_TABLE[name]))
  return [HEADINGS, HEADINGS.map(() => '---'), ...rows].map(line).join('\n')
}

function cellsOf(row: SettingRow): string[] {
  const { key, env, secretFileEnv, default: value, otherwise, help } = row
  const variables = [...env, ...(secretFileEnv ? [secretFileEnv] : [])]
  return [
    row.isMapping ? NONE : code(`--${key}`),
    variables.map(code).join(', ') || NONE,
    row.changes === 'while-running' ? `${code(key)} ↻` : code(key),
    value ? code(value) : (otherwise ?? NONE),
    help,
  ]
}

const NONE = '–'

function code(text: string): string {
  return `\`${text}\``
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
