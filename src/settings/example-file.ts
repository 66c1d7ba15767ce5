import type { SettingRow } from './setting-row.ts'
import { SCHEMA_FILE } from './settings-json-schema.ts'
import { SETTING_GROUPS, SETTINGS_TABLE } from './settings-table.ts'

const WIDTH = 118

/** Editors with the YAML language server complete and check a file that begins so. */
const SCHEMA_LINE = '# yaml-language-server: $schema='

const HEADER = `# Settings of bedrock-profile-proxy. Copy this file to ./bedrock-profile-proxy.yaml or to
# ~/.config/bedrock-profile-proxy/bedrock-profile-proxy.yaml, or name another one with --config FILE.
# A flag comes before an environment variable, an environment variable before this file, this file before the default.
# A setting is behind a "#" without a space: take that away to set it. What stands there is the default, or an example
# where the default is "none".
`

/** How the file is to differ from the example. */
export type ExampleOptions = {
  /** Where its JSON Schema is, as a URL or a path from the file. */
  readonly schema?: string
  /** Values that it sets, by file key, as a person would type them. */
  readonly given?: Readonly<Record<string, string>>
}

/** A settings file that shows every setting with what is said of it, and sets what is given. Ends with a line break. */
export function exampleFile({ schema = `./${SCHEMA_FILE}`, given = {} }: ExampleOptions = {}): string {
  const groups = SETTING_GROUPS.map(({ title, names }) =>
    [`# --- ${title} ---\n`, ...names.map((name) => entry(SETTINGS_TABLE[name], given))].join('\n'),
  )
  return [SCHEMA_LINE + schema, HEADER, ...groups].join('\n')
}

function entry(row: SettingRow, given: Readonly<Record<string, string>>): string {
  const comment = folded(sentences(row).join(' '))
  const value = given[row.key]
  const lines = value === undefined ? shown(row).map((line) => `#${line}`) : [`${row.key}: ${value}`]
  return `${[...comment.map((line) => `# ${line}`), ...lines].join('\n')}\n`
}

function sentences({ help, note, default: value, isMapping, otherwise, changes }: SettingRow): string[] {
  const without = otherwise ?? (value === undefined && !isMapping ? 'none' : undefined)
  return [
    help,
    ...(note === undefined ? [] : [note]),
    ...(without === undefined ? [] : [`Default: ${without}.`]),
    ...(changes === undefined ? [] : ['A change takes effect while the proxy runs.']),
  ]
}

function shown({ key, default: value, example }: SettingRow): string[] {
  const text = example ?? (value === '' ? '[]' : value)
  return `${key}:${text?.startsWith('\n') ? '' : ' '}${text}`.split('\n')
}

/** The lines of a text, none longer than the width where its words allow. */
function folded(text: string): string[] {
  return text.match(LINES) ?? []
}

const LINES = new RegExp(`\\S(?:.{0,${WIDTH - 2}}\\S)?(?= |$)|\\S+`, 'g')
