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

/**
 * A settings file that sets nothing and shows every setting with what is said of it. `schema` is where its JSON Schema is, as
 * a URL or a path from the file. Ends with a line break.
 */
export function exampleFile(schema = `./${SCHEMA_FILE}`): string {
  const groups = SETTING_GROUPS.map(({ title, names }) =>
    [`# --- ${title} ---\n`, ...names.map((name) => entry(SETTINGS_TABLE[name]))].join('\n'),
  )
  return [SCHEMA_LINE + schema, HEADER, ...groups].join('\n')
}

function entry(row: SettingRow): string {
  const comment = folded(sentences(row).join(' '))
  return `${[...comment.map((line) => `# ${line}`), ...shown(row).map((line) => `#${line}`)].join('\n')}\n`
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
